# random with a seed, heaps and sorted places.


def seeds():
    import random
    for s in (0,1,42,2**32,2**70,-5,'abc','é',b'xy',1.5,-2.25,True,''):
        random.seed(s); print(s,random.random(),random.getrandbits(5),random.getrandbits(32),random.getrandbits(100),random.randint(1,6),random.randrange(10),random.randrange(2,20,3),random.randrange(20,2,-4),random.choice('abc'),random.choices([1,2,3],k=4),random.choices('ab',[1,9],k=5),random.choices('abc',cum_weights=[1,2,5],k=3),random.sample(range(100),5),random.sample('abcdef',3),random.sample(list(range(10)),10),random.sample(range(1000),30)[:8],random.uniform(1,2),random.gauss(0,1),random.gauss(0,1),random.gauss(5,2),random.normalvariate(0,1),random.expovariate(2),random.triangular(1,5,2),random.triangular(),random.randbytes(3))
        l=list(range(12)); random.shuffle(l); print(l)
    random.seed(7); print([random.random() for _ in range(1300)][-3:])
    r=random.Random(3); q=random.Random(3); print(r.random()==q.random(), r.randint(0,10**30))


def errors():
    import random
    random.seed(1)
    for t in [lambda:random.choice([]),lambda:random.randrange(0),lambda:random.randrange(5,5),lambda:random.randrange(1,5,0),lambda:random.sample([1],2),lambda:random.sample({1},1),lambda:random.choices([],k=1),lambda:random.choices([1],[1,2]),lambda:random.choices([1],[0]),lambda:random.getrandbits(-1),lambda:random.seed((1,)),lambda:random.choices([1],2),lambda:random.choices([1],[1],cum_weights=[1]),lambda:random.randint(5,1),lambda:random.sample([1],-1),lambda:random.randrange(1,None,2),lambda:random.choice(5)]:
        try: print(t())
        except Exception as e: print(type(e).__name__,e)


def places():
    import bisect, heapq
    l=[1,3,3,5]; print(bisect.bisect(l,3),bisect.bisect_left(l,3),bisect.bisect_right(l,9,1,3),bisect.bisect_left([('a',1),('b',2)],2,key=lambda t:t[1])); bisect.insort(l,4); bisect.insort_left(l,3); print(l, 'FEDCBA'[bisect.bisect([60,70,80,90],85)])
    h=[5,7,9,1,3,2,2,8]; heapq.heapify(h); print(h); heapq.heappush(h,4); print(h,heapq.heappop(h),h,heapq.heapreplace(h,0),h,heapq.heappushpop(h,-1),heapq.heappushpop(h,6),h); print([heapq.heappop(h) for _ in range(len(h))])
    print(heapq.nlargest(2,[(1,'a'),(3,'b'),(3,'a')]),heapq.nsmallest(2,'hello',key=ord),heapq.nlargest(0,[1]),heapq.nlargest(9,[1,2]),list(heapq.merge([1,4],[2,3],[1])),list(heapq.merge(['a','bbb'],['cc'],key=len)),list(heapq.merge()))
    h=[(2,'b'),(1,'z'),(2,'a')]; heapq.heapify(h); print(h)
    try: heapq.heappop([])
    except IndexError as e: print(e)
    try: bisect.bisect([1],1,-1)
    except ValueError as e: print(e)
    import random
    random.seed(5); h=[]
    for _ in range(200): heapq.heappush(h,random.randrange(50))
    for _ in range(50): heapq.heappop(h)
    print(h)
    x=[random.random() for _ in range(100)]; heapq.heapify(x); print(x[:9])


seeds()
errors()
places()
