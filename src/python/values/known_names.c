/* The names that CPython's own objects have, printed by tests/tools/python_names.py. */
#include "known_names.h"

const char names_of_object[] = " __class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ "
                               "__getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ __new__ "
                               "__reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ ";

const char names_of_some_versions[] =
    " __abstractmethods__ __annotate__ __firstlineno__ __name__ __notes__ __static_attributes__ "
    "__text_signature__ __type_params__ from_number is_integer move_to_end name_from ";

const KnownNames known_names[] = {
    {VALUE_NONE, " __bool__ "},
    {VALUE_BOOL, " __abs__ __add__ __and__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ "
                 "__getnewargs__ __index__ __int__ __invert__ __lshift__ __mod__ __mul__ __neg__ __or__ "
                 "__pos__ __pow__ __radd__ __rand__ __rdivmod__ __rfloordiv__ __rlshift__ __rmod__ __rmul__ "
                 "__ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __sub__ "
                 "__truediv__ __trunc__ __xor__ as_integer_ratio bit_count bit_length conjugate denominator "
                 "from_bytes imag numerator real to_bytes "},
    {VALUE_INT, " __abs__ __add__ __and__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ "
                "__getnewargs__ __index__ __int__ __invert__ __lshift__ __mod__ __mul__ __neg__ __or__ "
                "__pos__ __pow__ __radd__ __rand__ __rdivmod__ __rfloordiv__ __rlshift__ __rmod__ __rmul__ "
                "__ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ __rxor__ __sub__ "
                "__truediv__ __trunc__ __xor__ as_integer_ratio bit_count bit_length conjugate denominator "
                "from_bytes imag is_integer numerator real to_bytes "},
    {VALUE_FLOAT, " __abs__ __add__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ "
                  "__getformat__ __getnewargs__ __int__ __mod__ __mul__ __neg__ __pos__ __pow__ __radd__ "
                  "__rdivmod__ __rfloordiv__ __rmod__ __rmul__ __round__ __rpow__ __rsub__ __rtruediv__ "
                  "__sub__ __truediv__ __trunc__ as_integer_ratio conjugate from_number fromhex hex imag "
                  "is_integer real "},
    {VALUE_ELLIPSIS, " "},
    {VALUE_NOT_IMPLEMENTED, " __bool__ "},
    {VALUE_STRING, " __add__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mod__ __mul__ __rmod__ "
                   "__rmul__ capitalize casefold center count encode endswith expandtabs find format "
                   "format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric "
                   "isprintable isspace istitle isupper join ljust lower lstrip maketrans partition "
                   "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split "
                   "splitlines startswith strip swapcase title translate upper zfill "},
    {VALUE_BYTES, " __add__ __bytes__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mod__ __mul__ "
                  "__rmod__ __rmul__ capitalize center count decode endswith expandtabs find fromhex hex "
                  "index isalnum isalpha isascii isdigit islower isspace istitle isupper join ljust lower "
                  "lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition "
                  "rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill "},
    {VALUE_LIST, " __add__ __class_getitem__ __contains__ __delitem__ __getitem__ __iadd__ __imul__ __iter__ "
                 "__len__ __mul__ __reversed__ __rmul__ __setitem__ append clear copy count extend index "
                 "insert pop remove reverse sort "},
    {VALUE_TUPLE, " __add__ __class_getitem__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mul__ "
                  "__rmul__ count index "},
    {VALUE_DICT, " __class_getitem__ __contains__ __delitem__ __getitem__ __ior__ __iter__ __len__ __or__ "
                 "__reversed__ __ror__ __setitem__ clear copy fromkeys get items keys move_to_end pop "
                 "popitem setdefault update values "},
    {VALUE_SET, " __and__ __class_getitem__ __contains__ __iand__ __ior__ __isub__ __iter__ __ixor__ __len__ "
                "__or__ __rand__ __ror__ __rsub__ __rxor__ __sub__ __xor__ add clear copy difference "
                "difference_update discard intersection intersection_update isdisjoint issubset issuperset "
                "pop remove symmetric_difference symmetric_difference_update union update "},
    {VALUE_FROZENSET, " __and__ __class_getitem__ __contains__ __iter__ __len__ __or__ __rand__ __ror__ __rsub__ "
                      "__rxor__ __sub__ __xor__ copy difference intersection isdisjoint issubset issuperset "
                      "symmetric_difference union "},
    {VALUE_RANGE, " __bool__ __contains__ __getitem__ __iter__ __len__ __reversed__ count index start step "
                  "stop "},
    {VALUE_SLICE, " indices start step stop "},
    {VALUE_ITERATOR, " __iter__ __length_hint__ __next__ __setstate__ "},
    {VALUE_FUNCTION, " __annotate__ __annotations__ __builtins__ __call__ __closure__ __code__ __defaults__ "
                     "__dict__ __get__ __globals__ __kwdefaults__ __module__ __name__ __qualname__ "
                     "__type_params__ "},
    {VALUE_BUILTIN, " __call__ __module__ __name__ __qualname__ __self__ __text_signature__ "},
    {VALUE_METHOD, " __call__ __func__ __self__ "},
    {VALUE_CLASS, " __abstractmethods__ __annotate__ __annotations__ __base__ __bases__ __basicsize__ __call__ "
                  "__dict__ __dictoffset__ __firstlineno__ __flags__ __instancecheck__ __itemsize__ "
                  "__module__ __mro__ __name__ __or__ __prepare__ __qualname__ __ror__ __static_attributes__ "
                  "__subclasscheck__ __subclasses__ __text_signature__ __type_params__ __weakrefoffset__ mro "},
    {VALUE_MODULE, " __annotate__ __annotations__ __dict__ __loader__ __name__ __package__ __spec__ "},
    {VALUE_COROUTINE, " __await__ __del__ __name__ __qualname__ close cr_await cr_code cr_frame cr_origin "
                      "cr_running cr_suspended send throw "},
    {VALUE_GENERATOR, " __del__ __iter__ __name__ __next__ __qualname__ ag_await ag_code ag_frame ag_running close "
                      "gi_code gi_frame gi_running "
                      "gi_suspended gi_yieldfrom send throw "},
    {VALUE_SUPER, " __get__ __self__ __self_class__ __thisclass__ "},
    {VALUE_ABSENT, NULL},
};

const NamedNames names_of_properties[] = {
    {"property", " __delete__ __get__ __isabstractmethod__ __name__ __set__ __set_name__ deleter fdel fget "
                 "fset getter setter "},
    {"staticmethod", " __call__ __dict__ __func__ __get__ __isabstractmethod__ __module__ __name__ __qualname__ "
                     "__wrapped__ "},
    {"classmethod", " __dict__ __func__ __get__ __isabstractmethod__ __module__ __name__ __qualname__ "
                    "__wrapped__ "},
    {NULL, NULL},
};

const NamedNames names_of_exceptions[] = {
    {"AttributeError", " name obj "},
    {"BaseException", " __cause__ __context__ __dict__ __notes__ __setstate__ __suppress_context__ __traceback__ "
                      "add_note args with_traceback "},
    {"BaseExceptionGroup", " __class_getitem__ derive exceptions message split subgroup "},
    {"ExceptionGroup", " __module__ __weakref__ "},
    {"ImportError", " msg name name_from path "},
    {"NameError", " name "},
    {"OSError", " characters_written errno filename filename2 strerror "},
    {"StopIteration", " value "},
    {"SyntaxError", " end_lineno end_offset filename lineno msg offset print_file_and_line text "},
    {"SystemExit", " code "},
    {"UnicodeDecodeError", " encoding end object reason start "},
    {"UnicodeEncodeError", " encoding end object reason start "},
    {"UnicodeTranslateError", " encoding end object reason start "},
    {NULL, NULL},
};
