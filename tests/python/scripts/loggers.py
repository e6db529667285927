import json, logging
class S(str):
    def __iter__(self): return iter([1,2])
class L(list):
    def __iter__(self): return iter([7,8])
    def __len__(self): return 2
class D(dict):
    def items(self): return [('k', 1)]
    def __iter__(self): return iter(['z'])
class I(int):
    def __repr__(self): return 'I!'
    def __str__(self): return 'J!'
class F(float):
    def __repr__(self): return 'F!'
class T(tuple):
    def __iter__(self): return iter([9])
def upgrade():
    def t(f):
        try: print(repr(f()))
        except Exception as e: print(type(e).__name__ + ': ' + str(e))
    t(lambda: json.dumps(S('ab')))
    t(lambda: json.dumps(L([1])))
    t(lambda: json.dumps(D(a=1)))
    t(lambda: json.dumps(D()))
    t(lambda: json.dumps(I(3)))
    t(lambda: json.dumps(F(3)))
    t(lambda: json.dumps(T((3,4))))
    t(lambda: json.dumps({S('x'): 1, I(3): 2, F(2.5): 3}))
    t(lambda: json.dumps({S('x'): 1, I(3): 2, F(2.5): 3}, indent=2))
    t(lambda: list(S('ab')))
    t(lambda: ''.join(S('ab')))
    t(lambda: json.dumps([L([1]), T((1,))], indent=1))
    t(lambda: logging.getLevelName(35))
    t(lambda: logging.addLevelName(35, 'LOUD'))
    t(lambda: logging.getLevelName(35))
    t(lambda: logging.getLevelName('LOUD'))
    t(lambda: logging.getLogger('x').isEnabledFor(10))
    t(lambda: logging.getLogger('x').level)
    t(lambda: logging.getLogger('x').setLevel('LOUD'))
    t(lambda: logging.getLogger('x').level)
    t(lambda: logging.getLogger('x').getEffectiveLevel())
    t(lambda: logging.getLevelNamesMapping()['LOUD'])
    t(lambda: logging.WARN)
    t(lambda: logging.getLogger('x').name)
    t(lambda: logging.getLogger('x').setLevel('NOPE'))
    t(lambda: logging.getLogger('x').parent.name)
    t(lambda: logging.getLogger('x.y').parent.name)
    t(lambda: logging.getLogger().level)
    t(lambda: logging.getLogger('x') is logging.getLogger('x'))
    t(lambda: logging.getLogger('x').getChild('z').name)
    t(lambda: (logging.root is logging.getLogger(), logging.getLogger('root') is logging.root, logging.root.parent))
    logging.addLevelName(level=5, levelName='TRACE')
    logging.TRACE = 5
    log = logging.getLogger('x.y.deep')
    t(lambda: (logging.TRACE, logging.getLevelName(5), log.parent.name, log.getEffectiveLevel()))
    t(lambda: (log.isEnabledFor(35), log.isEnabledFor(34), log.setLevel(logging.TRACE), log.isEnabledFor(5), log.level))
    t(lambda: (log.propagate, log.disabled, log.handlers, log.filters, log.hasHandlers()))
    log.propagate = False
    log.own = 3
    t(lambda: (log.propagate, log.own, logging.getLogger('x.y.deep').own))
    one = object()
    log.addFilter(one)
    log.addFilter(one)
    t(lambda: (len(log.filters), log.removeFilter(one), log.filters))
    t(lambda: logging.getLogger(3))
    t(lambda: log.setLevel(None))
    t(lambda: log.setLevel('INFO') or log.level)
    t(lambda: (logging.FATAL, logging.NOTSET, logging.getLevelName('WARN'), logging.getLevelName('FATAL'), logging.getLevelName(50)))
upgrade()
