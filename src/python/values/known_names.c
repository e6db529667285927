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
                      "gi_code gi_frame gi_running gi_suspended gi_yieldfrom send throw "},
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

const NamedNames names_of_modules[] = {
    {"_sre", " CODESIZE MAGIC MAXGROUPS MAXREPEAT __doc__ __loader__ __name__ __package__ __spec__ "
             "ascii_iscased ascii_tolower compile copyright getcodesize unicode_iscased unicode_tolower "},
    {"abc", " ABC ABCMeta __builtins__ __doc__ __file__ __loader__ __name__ __package__ __spec__ "
            "_abc_init _abc_instancecheck _abc_register _abc_subclasscheck _get_dump _reset_caches "
            "_reset_registry abstractclassmethod abstractmethod abstractproperty abstractstaticmethod "
            "get_cache_token update_abstractmethods "},
    {"base64", " MAXBINSIZE MAXLINESIZE _85encode _A85END _A85START _B32_DECODE_DOCSTRING "
               "_B32_DECODE_MAP01_DOCSTRING _B32_ENCODE_DOCSTRING __all__ __builtins__ __cached__ __doc__ "
               "__file__ __loader__ __name__ __package__ __spec__ _a85chars _a85chars2 _b32alphabet "
               "_b32decode _b32encode _b32hexalphabet _b32rev _b32tab2 _b85alphabet _b85chars _b85chars2 "
               "_b85dec _bytes_from_decode_data _input_type_check _urlsafe_decode_translation "
               "_urlsafe_encode_translation a85decode a85encode b16decode b16encode b32decode b32encode "
               "b32hexdecode b32hexencode b64decode b64encode b85decode b85encode binascii bytes_types "
               "decode decodebytes encode encodebytes main re standard_b64decode standard_b64encode struct "
               "test urlsafe_b64decode urlsafe_b64encode "},
    {"binascii", " Error Incomplete __doc__ __loader__ __name__ __package__ __spec__ a2b_base64 a2b_hex "
                 "a2b_qp a2b_uu b2a_base64 b2a_hex b2a_qp b2a_uu crc32 crc_hqx hexlify unhexlify "},
    {"calendar", " Calendar EPOCH FRIDAY February HTMLCalendar IllegalMonthError IllegalWeekdayError January "
                 "LocaleHTMLCalendar LocaleTextCalendar MONDAY SATURDAY SUNDAY THURSDAY TUESDAY TextCalendar "
                 "WEDNESDAY _EPOCH_ORD __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ "
                 "__package__ __spec__ _colwidth _get_default_locale _locale _localized_day _localized_month "
                 "_monthlen _nextmonth _prevmonth _spacing c calendar datetime day_abbr day_name "
                 "different_locale error firstweekday format formatstring isleap leapdays main mdays month "
                 "month_abbr month_name monthcalendar monthrange prcal prmonth prweek repeat setfirstweekday "
                 "sys timegm week weekday weekheader "},
    {"collections", " ChainMap Counter OrderedDict UserDict UserList UserString _Link _OrderedDictItemsView "
                    "_OrderedDictKeysView _OrderedDictValuesView __all__ __builtins__ __cached__ __doc__ "
                    "__file__ __loader__ __name__ __package__ __path__ __spec__ _chain _collections_abc "
                    "_count_elements _eq _iskeyword _itemgetter _proxy _recursive_repr _repeat _starmap _sys "
                    "_tuplegetter defaultdict deque namedtuple "},
    {"collections.abc", " AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable Collection "
                        "Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping "
                        "MappingView MutableMapping MutableSequence MutableSet Reversible Sequence Set Sized "
                        "ValuesView _CallableGenericAlias __all__ __builtins__ __cached__ __doc__ __file__ "
                        "__loader__ __name__ __package__ __spec__ "},
    {"contextlib", " AbstractAsyncContextManager AbstractContextManager AsyncContextDecorator AsyncExitStack "
                   "ContextDecorator ExitStack GenericAlias MethodType _AsyncGeneratorContextManager "
                   "_BaseExitStack _GeneratorContextManager _GeneratorContextManagerBase _RedirectStream "
                   "__all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __spec__ "
                   "_collections_abc abc aclosing asynccontextmanager chdir closing contextmanager deque "
                   "nullcontext os redirect_stderr redirect_stdout suppress sys wraps "},
    {"copy", " Error __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ "
             "__spec__ _copy_dispatch _copy_immutable _deepcopy_atomic _deepcopy_dict _deepcopy_dispatch "
             "_deepcopy_list _deepcopy_method _deepcopy_tuple _keep_alive _reconstruct copy deepcopy "
             "dispatch_table error "},
    {"copyreg", " _HEAPTYPE __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __newobj__ "
                "__newobj_ex__ __package__ __spec__ _extension_cache _extension_registry _inverted_registry "
                "_new_type _reconstructor _reduce_ex _slotnames add_extension clear_extension_cache "
                "constructor dispatch_table pickle pickle_complex pickle_union remove_extension "},
    {"dataclasses", " Field FrozenInstanceError FunctionType GenericAlias InitVar KW_ONLY MISSING "
                    "_DataclassParams _EMPTY_METADATA _FIELD _FIELDS _FIELD_BASE _FIELD_CLASSVAR _FIELD_INITVAR "
                    "_HAS_DEFAULT_FACTORY _HAS_DEFAULT_FACTORY_CLASS _KW_ONLY_TYPE _MISSING_TYPE "
                    "_MODULE_IDENTIFIER_RE _PARAMS _POST_INIT_NAME __all__ __builtins__ __cached__ __doc__ "
                    "__file__ __loader__ __name__ __package__ __spec__ _add_slots _asdict_inner _astuple_inner "
                    "_cmp_fn _create_fn _dataclass_getstate _dataclass_setstate _field_assign _field_init "
                    "_fields_in_init_order _frozen_get_del_attr _get_field _get_slots _hash_action _hash_add "
                    "_hash_exception _hash_fn _hash_set_none _init_fn _init_param _is_classvar "
                    "_is_dataclass_instance _is_initvar _is_kw_only _is_type _process_class _recursive_repr "
                    "_repr_fn _set_new_attribute _set_qualname _thread _tuple_str abc asdict astuple builtins "
                    "copy dataclass field fields functools inspect is_dataclass itertools keyword "
                    "make_dataclass re replace sys types "},
    {"datetime", " MAXYEAR MINYEAR UTC __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ "
                 "__package__ __spec__ date datetime datetime_CAPI sys time timedelta timezone tzinfo "},
    {"decimal", " BasicContext Clamped Context ConversionSyntax Decimal DecimalException DecimalTuple "
                "DefaultContext DivisionByZero DivisionImpossible DivisionUndefined ExtendedContext "
                "FloatOperation HAVE_CONTEXTVAR HAVE_THREADS Inexact InvalidContext InvalidOperation "
                "MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP ROUND_CEILING ROUND_DOWN "
                "ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Subnormal "
                "Underflow __builtins__ __cached__ __doc__ __file__ __libmpdec_version__ __loader__ "
                "__name__ __package__ __spec__ __version__ getcontext localcontext setcontext "},
    {"enum", " CONFORM CONTINUOUS DynamicClassAttribute EJECT Enum EnumCheck EnumMeta EnumType Flag "
             "FlagBoundary IntEnum IntFlag KEEP MappingProxyType NAMED_FLAGS ReprEnum STRICT StrEnum "
             "UNIQUE _EnumDict __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ "
             "__package__ __spec__ _auto_null _dedent _high_bit _is_descriptor _is_dunder "
             "_is_internal_class _is_private _is_single_bit _is_sunder _iter_bits_lsb "
             "_make_class_unpicklable _old_convert_ _or_ _power_of_two _proto_member "
             "_reduce_ex_by_global_name _simple_enum _stdlib_enums _test_simple_enum auto bin bltns "
             "global_enum global_enum_repr global_flag_repr global_str member nonmember property reduce "
             "show_flag_values sys unique verify "},
    {"fnmatch", " __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __spec__ "
                "_compile_pattern filter fnmatch fnmatchcase functools os posixpath re translate "},
    {"functools", " GenericAlias RLock WRAPPER_ASSIGNMENTS WRAPPER_UPDATES _CacheInfo _HashedSeq _NOT_FOUND "
                  "__all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ __spec__ "
                  "_c3_merge _c3_mro _compose_mro _convert _find_impl _ge_from_gt _ge_from_le _ge_from_lt "
                  "_gt_from_ge _gt_from_le _gt_from_lt _initial_missing _le_from_ge _le_from_gt _le_from_lt "
                  "_lru_cache_wrapper _lt_from_ge _lt_from_gt _lt_from_le _make_key _unwrap_partial cache "
                  "cached_property cmp_to_key get_cache_token lru_cache namedtuple partial partialmethod "
                  "recursive_repr reduce singledispatch singledispatchmethod total_ordering update_wrapper "
                  "wraps "},
    {"hashlib", " __all__ __block_openssl_constructor __builtin_constructor_cache __builtins__ __cached__ "
                "__doc__ __file__ __get_builtin_constructor __loader__ __name__ __package__ __spec__ "
                "_hashlib algorithms_available algorithms_guaranteed blake2b blake2s file_digest md5 new "
                "pbkdf2_hmac scrypt sha1 sha224 sha256 sha384 sha3_224 sha3_256 sha3_384 sha3_512 sha512 "
                "shake_128 shake_256 "},
    {"inspect", " ArgInfo Arguments Attribute BlockFinder BoundArguments CORO_CLOSED CORO_CREATED "
                "CORO_RUNNING CORO_SUSPENDED CO_ASYNC_GENERATOR CO_COROUTINE CO_GENERATOR "
                "CO_ITERABLE_COROUTINE CO_NESTED CO_NEWLOCALS CO_NOFREE CO_OPTIMIZED CO_VARARGS "
                "CO_VARKEYWORDS ClassFoundException ClosureVars EndOfBlock FrameInfo FullArgSpec GEN_CLOSED "
                "GEN_CREATED GEN_RUNNING GEN_SUSPENDED OrderedDict Parameter Signature TPFLAGS_IS_ABSTRACT "
                "Traceback _ClassFinder _FrameInfo _KEYWORD_ONLY _NonUserDefinedCallables _POSITIONAL_ONLY "
                "_POSITIONAL_OR_KEYWORD _ParameterKind _Traceback _VAR_KEYWORD _VAR_POSITIONAL __all__ "
                "__author__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ "
                "__spec__ _check_class _check_instance _empty _filesbymodname _findclass _finddoc "
                "_get_code_position _get_code_position_from_tb _getmembers _has_code_flag _is_type _main "
                "_missing_arguments _sentinel _shadowed_dict _signature_bound_method "
                "_signature_from_builtin _signature_from_callable _signature_from_function "
                "_signature_fromstr _signature_get_partial _signature_get_user_defined_method "
                "_signature_is_builtin _signature_is_functionlike _signature_strip_non_python_syntax "
                "_static_getmro _too_many _void abc ast attrgetter builtins classify_class_attrs cleandoc "
                "collections currentframe dis enum findsource formatannotation formatannotationrelativeto "
                "formatargvalues functools get_annotations getabsfile getargs getargvalues getattr_static "
                "getblock getcallargs getclasstree getclosurevars getcomments getcoroutinelocals "
                "getcoroutinestate getdoc getfile getframeinfo getfullargspec getgeneratorlocals "
                "getgeneratorstate getinnerframes getlineno getmembers getmembers_static getmodule "
                "getmodulename getmro getouterframes getsource getsourcefile getsourcelines importlib "
                "indentsize isabstract isasyncgen isasyncgenfunction isawaitable isbuiltin isclass iscode "
                "iscoroutine iscoroutinefunction isdatadescriptor isframe isfunction isgenerator "
                "isgeneratorfunction isgetsetdescriptor iskeyword ismemberdescriptor ismethod "
                "ismethoddescriptor ismethodwrapper ismodule isroutine istraceback itertools linecache "
                "modulesbyfile namedtuple os re signature stack sys token tokenize trace types unwrap "
                "walktree "},
    {"itertools", " __doc__ __loader__ __name__ __package__ __spec__ _grouper _tee _tee_dataobject accumulate "
                  "chain combinations combinations_with_replacement compress count cycle dropwhile "
                  "filterfalse groupby islice pairwise permutations product repeat starmap takewhile tee "
                  "zip_longest "},
    {"json", " JSONDecodeError JSONDecoder JSONEncoder __all__ __author__ __builtins__ __cached__ __doc__ "
             "__file__ __loader__ __name__ __package__ __path__ __spec__ __version__ _default_decoder "
             "_default_encoder codecs decoder detect_encoding dump dumps encoder load loads scanner "},
    {"math", " __doc__ __loader__ __name__ __package__ __spec__ acos acosh asin asinh atan atan2 atanh "
             "cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1 fabs factorial "
             "floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp "
             "lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh "
             "sqrt tan tanh tau trunc ulp "},
    {"operator", " __abs__ __add__ __all__ __and__ __builtins__ __cached__ __call__ __concat__ __contains__ "
                 "__delitem__ __doc__ __eq__ __file__ __floordiv__ __ge__ __getitem__ __gt__ __iadd__ "
                 "__iand__ __iconcat__ __ifloordiv__ __ilshift__ __imatmul__ __imod__ __imul__ __index__ "
                 "__inv__ __invert__ __ior__ __ipow__ __irshift__ __isub__ __itruediv__ __ixor__ __le__ "
                 "__loader__ __lshift__ __lt__ __matmul__ __mod__ __mul__ __name__ __ne__ __neg__ __not__ "
                 "__or__ __package__ __pos__ __pow__ __rshift__ __setitem__ __spec__ __sub__ __truediv__ "
                 "__xor__ _abs abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge "
                 "getitem gt iadd iand iconcat ifloordiv ilshift imatmul imod imul index indexOf inv invert "
                 "ior ipow irshift is_ is_not isub itemgetter itruediv ixor le length_hint lshift lt matmul "
                 "methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub truediv truth xor "},
    {"pickle", " ADDITEMS APPEND APPENDS BINBYTES BINBYTES8 BINFLOAT BINGET BININT BININT1 BININT2 "
               "BINPERSID BINPUT BINSTRING BINUNICODE BINUNICODE8 BUILD BYTEARRAY8 DEFAULT_PROTOCOL DICT "
               "DUP EMPTY_DICT EMPTY_LIST EMPTY_SET EMPTY_TUPLE EXT1 EXT2 EXT4 FALSE FLOAT FRAME FROZENSET "
               "FunctionType GET GLOBAL HIGHEST_PROTOCOL INST INT LIST LONG LONG1 LONG4 LONG_BINGET "
               "LONG_BINPUT MARK MEMOIZE NEWFALSE NEWOBJ NEWOBJ_EX NEWTRUE NEXT_BUFFER NONE OBJ PERSID POP "
               "POP_MARK PROTO PUT PickleBuffer PickleError Pickler PicklingError PyStringMap "
               "READONLY_BUFFER REDUCE SETITEM SETITEMS SHORT_BINBYTES SHORT_BINSTRING SHORT_BINUNICODE "
               "STACK_GLOBAL STOP STRING TRUE TUPLE TUPLE1 TUPLE2 TUPLE3 UNICODE Unpickler UnpicklingError "
               "_Framer _HAVE_PICKLE_BUFFER _Pickler _Stop _Unframer _Unpickler __all__ __builtins__ "
               "__cached__ __doc__ __file__ __loader__ __name__ __package__ __spec__ _compat_pickle _dump "
               "_dumps _extension_cache _extension_registry _getattribute _inverted_registry _load _loads "
               "_test _tuplesize2code bytes_types codecs compatible_formats decode_long dispatch_table "
               "dump dumps encode_long format_version io islice load loads maxsize pack partial re sys "
               "unpack whichmodule "},
    {"random", " BPF LOG4 NV_MAGICCONST RECIP_BPF Random SG_MAGICCONST SystemRandom TWOPI _ONE _Sequence "
               "_Set __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ __package__ "
               "__spec__ _accumulate _acos _bisect _ceil _cos _e _exp _floor _index _inst _isfinite _log "
               "_os _pi _random _repeat _sha512 _sin _sqrt _test _test_generator _urandom _warn "
               "betavariate choice choices expovariate gammavariate gauss getrandbits getstate "
               "lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed "
               "setstate shuffle triangular uniform vonmisesvariate weibullvariate "},
    {"re", " A ASCII DEBUG DOTALL I IGNORECASE L LOCALE M MULTILINE Match NOFLAG Pattern RegexFlag S "
           "Scanner T TEMPLATE U UNICODE VERBOSE X _MAXCACHE __all__ __builtins__ __cached__ __doc__ "
           "__file__ __loader__ __name__ __package__ __path__ __spec__ __version__ _cache _casefix "
           "_compile _compile_repl _compiler _constants _expand _parser _pickle _special_chars_map "
           "_subx compile copyreg enum error escape findall finditer fullmatch functools match purge "
           "search split sub subn template "},
    {"secrets", " DEFAULT_ENTROPY SystemRandom __all__ __builtins__ __cached__ __doc__ __file__ __loader__ "
                "__name__ __package__ __spec__ _sysrand base64 binascii choice compare_digest randbelow "
                "randbits token_bytes token_hex token_urlsafe "},
    {"string", " Formatter Template _ChainMap __all__ __builtins__ __cached__ __doc__ __file__ __loader__ "
               "__name__ __package__ __spec__ _re _sentinel_dict _string ascii_letters ascii_lowercase "
               "ascii_uppercase capwords digits hexdigits octdigits printable punctuation whitespace "},
    {"textwrap", " TextWrapper __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ "
                 "__package__ __spec__ _leading_whitespace_re _whitespace _whitespace_only_re dedent fill "
                 "indent re shorten wrap "},
    {"time", " CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME "
             "CLOCK_TAI CLOCK_THREAD_CPUTIME_ID _STRUCT_TM_ITEMS __doc__ __loader__ __name__ __package__ "
             "__spec__ altzone asctime clock_getres clock_gettime clock_gettime_ns clock_settime "
             "clock_settime_ns ctime daylight get_clock_info gmtime localtime mktime monotonic "
             "monotonic_ns perf_counter perf_counter_ns process_time process_time_ns "
             "pthread_getcpuclockid sleep strftime strptime struct_time thread_time thread_time_ns time "
             "time_ns timezone tzname tzset "},
    {"types", " AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CellType "
              "ClassMethodDescriptorType CodeType CoroutineType DynamicClassAttribute EllipsisType "
              "FrameType FunctionType GeneratorType GenericAlias GetSetDescriptorType LambdaType "
              "MappingProxyType MemberDescriptorType MethodDescriptorType MethodType MethodWrapperType "
              "ModuleType NoneType NotImplementedType SimpleNamespace TracebackType UnionType "
              "WrapperDescriptorType _GeneratorWrapper __all__ __builtins__ __cached__ __doc__ __file__ "
              "__loader__ __name__ __package__ __spec__ _calculate_meta _cell_factory coroutine new_class "
              "prepare_class resolve_bases "},
    {"typing", " ABCMeta AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable "
               "AsyncIterator Awaitable BinaryIO ByteString CT_co Callable ChainMap ClassVar Collection "
               "Concatenate Container ContextManager Coroutine Counter DefaultDict Deque Dict "
               "EXCLUDED_ATTRIBUTES Final ForwardRef FrozenSet Generator Generic GenericAlias Hashable IO "
               "ItemsView Iterable Iterator KT KeysView List Literal LiteralString Mapping MappingView "
               "Match MethodDescriptorType MethodWrapperType MutableMapping MutableSequence MutableSet "
               "NamedTuple NamedTupleMeta Never NewType NoReturn NotRequired Optional OrderedDict "
               "ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol Required Reversible Self Sequence "
               "Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex "
               "SupportsInt SupportsRound T TYPE_CHECKING T_co T_contra Text TextIO Tuple Type TypeAlias "
               "TypeGuard TypeVar TypeVarTuple TypedDict Union Unpack VT VT_co V_co ValuesView "
               "WrapperDescriptorType _ASSERT_NEVER_REPR_MAX_LENGTH _AnnotatedAlias _AnyMeta "
               "_BaseGenericAlias _BoundVarianceMixin _CallableGenericAlias _CallableType "
               "_ConcatenateGenericAlias _DeprecatedType _Final _GenericAlias _Immutable "
               "_LiteralGenericAlias _LiteralSpecialForm _NamedTuple _NotIterable _PROTO_ALLOWLIST "
               "_PickleUsingNameMixin _ProtocolMeta _SPECIAL_NAMES _SpecialForm _SpecialGenericAlias "
               "_TYPING_INTERNALS _TupleType _TypedDict _TypedDictMeta _TypingEllipsis _UnionGenericAlias "
               "_UnpackGenericAlias __all__ __builtins__ __cached__ __doc__ __file__ __loader__ __name__ "
               "__package__ __spec__ _alias _allow_reckless_class_checks _allowed_types _caller "
               "_check_generic _cleanups _collect_parameters _deduplicate _eval_type "
               "_flatten_literal_params _get_protocol_attrs _idfunc _is_callable_members_only _is_dunder "
               "_is_param_expr _is_typevar_like _is_unpacked_typevartuple _make_nmtuple "
               "_namedtuple_mro_entries _no_init_or_replace_init _overload_dummy _overload_registry "
               "_prohibited _remove_dups_flatten _should_unflatten_callable_args _special "
               "_strip_annotations _tp_cache _type_check _type_convert _type_repr _unpack_args "
               "_value_and_type_iter abstractmethod assert_never assert_type cast clear_overloads "
               "collections contextlib dataclass_transform defaultdict final functools get_args get_origin "
               "get_overloads get_type_hints io is_typeddict no_type_check no_type_check_decorator "
               "operator overload re reveal_type runtime_checkable stdlib_re sys types warnings "},
    {"urllib.parse", " DefragResult DefragResultBytes ParseResult ParseResultBytes ResultBase SplitResult "
                     "SplitResultBytes _ALWAYS_SAFE _ALWAYS_SAFE_BYTES _DefragResultBase _NetlocResultMixinBase "
                     "_NetlocResultMixinBytes _NetlocResultMixinStr _ParseResultBase _Quoter _ResultMixinBytes "
                     "_ResultMixinStr _SplitResultBase _UNSAFE_URL_BYTES_TO_REMOVE _WHATWG_C0_CONTROL_OR_SPACE "
                     "__all__ __builtins__ __cached__ __doc__ __file__ __getattr__ __loader__ __name__ "
                     "__package__ __spec__ _asciire _byte_quoter_factory _check_bracketed_host "
                     "_check_bracketed_netloc _checknetloc _coerce_args _decode_args _encode_result _hexdig "
                     "_hextobyte _hostprog _implicit_encoding _implicit_errors _noop _portprog _splitattr "
                     "_splithost _splitnetloc _splitnport _splitparams _splitpasswd _splitport _splitquery "
                     "_splittag _splittype _splituser _splitvalue _to_bytes _typeprog clear_cache functools "
                     "ipaddress namedtuple non_hierarchical parse_qs parse_qsl quote quote_from_bytes quote_plus "
                     "re scheme_chars splitattr splithost splitnport splitpasswd splitport splitquery splittag "
                     "splittype splituser splitvalue sys to_bytes types unquote unquote_plus unquote_to_bytes "
                     "unwrap urldefrag urlencode urljoin urlparse urlsplit urlunparse urlunsplit uses_fragment "
                     "uses_netloc uses_params uses_query uses_relative warnings "},
    {"uuid", " Enum NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500 RESERVED_FUTURE "
             "RESERVED_MICROSOFT RESERVED_NCS RFC_4122 SafeUUID UUID _AIX _GETTERS _LINUX _MAC_DELIM "
             "_MAC_OMITS_LEADING_ZEROES _OS_GETTERS _UuidCreate __author__ __builtins__ __cached__ "
             "__doc__ __file__ __loader__ __name__ __package__ __spec__ _arp_getnode "
             "_find_mac_near_keyword _find_mac_under_heading _generate_time_safe _get_command_stdout "
             "_has_uuid_generate_time_safe _ifconfig_getnode _ip_getnode _ipconfig_getnode _is_universal "
             "_lanscan_getnode _last_timestamp _load_system_functions _netbios_getnode _netstat_getnode "
             "_node _parse_mac _platform_system _random_getnode _simple_enum _unix_getnode _uuid "
             "_windll_getnode bytes_ getnode int_ os platform sys uuid1 uuid3 uuid4 uuid5 "},
    {"warnings", " WarningMessage _DEPRECATED_MSG _OptionError __all__ __builtins__ __cached__ __doc__ "
                 "__file__ __loader__ __name__ __package__ __spec__ _add_filter _defaultaction _deprecated "
                 "_filters_mutated _formatwarning_orig _formatwarnmsg _formatwarnmsg_impl _getaction "
                 "_getcategory _is_internal_frame _next_external_frame _onceregistry _processoptions "
                 "_setoption _showwarning_orig _showwarnmsg _showwarnmsg_impl _warn_unawaited_coroutine "
                 "catch_warnings defaultaction filters filterwarnings formatwarning onceregistry "
                 "resetwarnings showwarning simplefilter sys warn warn_explicit "},
    {NULL, NULL},
};

const NamedNames names_added_to_modules[] = {
    {"base64", " z85decode z85encode "},
    {"calendar", " APRIL AUGUST DECEMBER Day JULY JUNE MARCH MAY Month NOVEMBER OCTOBER SEPTEMBER "},
    {"copy", " replace "},
    {"decimal", " IEEEContext IEEE_CONTEXT_MAX_BITS "},
    {"enum", " EnumDict pickle_by_enum_name pickle_by_global_name show_flag_values "},
    {"fnmatch", " filterfalse "},
    {"functools", " Placeholder "},
    {"inspect", " BufferFlags getasyncgenlocals getasyncgenstate ispackage markcoroutinefunction "},
    {"itertools", " batched "},
    {"json", " tool "},
    {"math", " fma fmax fmin isnormal issubnormal signbit sumprod "},
    {"operator", " is_none is_not_none "},
    {"random", " binomialvariate "},
    {"re", " PatternError prefixmatch "},
    {"string", " templatelib "},
    {"types", " CapsuleType FrameLocalsProxyType get_original_bases "},
    {"typing", " NoDefault ReadOnly TypeAliasType TypeForm TypeIs evaluate_forward_ref get_protocol_members "
               "is_protocol override "},
    {"uuid", " MAX NIL main uuid6 uuid7 uuid8 "},
    {"warnings", " deprecated "},
    {NULL, NULL},
};
