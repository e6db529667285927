import csv
import io


def attempt(make):
    try:
        return make()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


texts = [
    'a,b,c\r\n1,2,3\r\n', 'a;b\n', '"x, y",z\n', '"say ""hi""",2\n', "\n", "\n\na,b\n", '"two\nlines",3\nnext,row\n', "a,\n", ",\n", '""\n',
    '"open', '"a"b,c\n', ' "q", r\n', "a\rb\n", "é,ü,日本\n", "'x,y',z\n", 'x\\,y,z\n', 'a,"b\\"c"\n', "1,2.5,-3\n", '"1",2\n', "a,b", "last,", "",
    "a\tb\tc\n", "x\\\ny,z\n",
]
forms = [
    {}, {"delimiter": ";"}, {"quotechar": "'"}, {"skipinitialspace": True}, {"escapechar": "\\"}, {"escapechar": "\\", "doublequote": False},
    {"quoting": csv.QUOTE_NONE}, {"quoting": csv.QUOTE_NONNUMERIC}, {"strict": True}, {"dialect": "excel-tab"}, {"dialect": csv.unix_dialect},
    {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"quotechar": None, "quoting": csv.QUOTE_NONE},
]
for text in texts:
    for form in forms:
        print(repr(text), form if "dialect" not in form else "dialect", attempt(lambda: list(csv.reader(io.StringIO(text), **form))))
        print(attempt(lambda: list(csv.reader(text.splitlines(True), **form))))

rows = [
    ["a", "b"], ["x, y", 'say "hi"'], [1, 2.5, None, True], [""], [], ["", ""], ["two\nlines", "cr\rhere"], ["semi;colon", "tab\there", "back\\slash"],
    "text", (i for i in range(3)), ["'single'", "é"], [-1, 10**20, 1e300],
]
rows = [list(row) if not isinstance(row, (list, str)) else row for row in rows]
outputs = [
    {}, {"delimiter": ";"}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"quoting": csv.QUOTE_NONE},
    {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"doublequote": False, "escapechar": "\\"}, {"doublequote": False}, {"lineterminator": "\n"},
    {"quotechar": "'"}, {"dialect": "unix"}, {"dialect": csv.excel_tab}, {"lineterminator": ";"},
]
for form in outputs:
    for row in rows:
        out = io.StringIO()
        print(attempt(lambda: csv.writer(out, **form).writerow(row)), repr(out.getvalue()))

print(attempt(lambda: csv.writer(io.StringIO()).writerow(5)), attempt(lambda: csv.writer(5)))
for form in ({"delimiter": ""}, {"delimiter": "ab"}, {"delimiter": 1}, {"quotechar": "xy"}, {"quoting": 9}, {"quoting": "x"}, {"nope": 1}, {"dialect": "none"}):
    print(form, attempt(lambda: list(csv.reader(["a"], **form))))

source = "id,name,id\n1,x,2\n\n3\n4,y,5,6,7\n"
reader = csv.DictReader(io.StringIO(source))
print(reader.fieldnames, reader.line_num)
for row in reader:
    print(row, reader.line_num)
print(list(csv.DictReader(io.StringIO("1,2\n3\n"), fieldnames=["a", "b"], restval="-", restkey="more")))
print(list(csv.DictReader(["a|b", "1|2"], delimiter="|")), csv.DictReader([]).fieldnames)
out = io.StringIO()
writer = csv.DictWriter(out, ["b", "a"], restval="?", lineterminator="\n")
print(writer.writeheader(), writer.writerow({"a": 1}), writer.writerows([{"a": "x,y", "b": None}, {"b": 2}]))
print(repr(out.getvalue()), attempt(lambda: writer.writerow({"c": 1})))
print(csv.DictWriter(out, ["a"], extrasaction="ignore").writerow({"a": 1, "c": 2}), attempt(lambda: csv.DictWriter(out, [], extrasaction="x")))


class Pipes(csv.excel):
    delimiter = "|"
    quoting = csv.QUOTE_ALL


csv.register_dialect("pipes", Pipes, lineterminator="\n")
print(csv.list_dialects(), list(csv.reader(['"a"|b'], "pipes")), csv.get_dialect("pipes").delimiter)
csv.unregister_dialect("pipes")
print(attempt(lambda: csv.get_dialect("pipes")), csv.field_size_limit(), csv.field_size_limit(5), attempt(lambda: list(csv.reader(["abcdef,1"]))))
print(attempt(lambda: list(csv.reader([b"a"]))), csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE)
csv.field_size_limit(131072)
numbers = csv.reader(["a,b", "1,2"])
print(next(numbers), numbers.line_num, next(numbers), numbers.line_num, attempt(lambda: next(numbers)))
