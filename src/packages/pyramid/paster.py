"""The settings of a Pyramid application's ini, as PasteDeploy reads them."""
import configparser
import logging.config
import os


def _parsed(config_uri, options):
    path = os.path.abspath(config_uri.partition("#")[0])
    given = {"here": os.path.dirname(path), "__file__": path}
    given.update(options or {})
    parser = configparser.ConfigParser(defaults=given)
    parser.optionxform = str
    with open(path) as file:
        parser.read_file(file)
    return path, parser


def _section(parser, path, name):
    names = [section for section in parser.sections()
             if section.partition(":")[0] in ("app", "application", "composite", "composit", "pipeline", "filter-app")
             and (section.partition(":")[2].strip() or "main") == name]
    if len(names) != 1:
        raise LookupError(f"No section {name!r} (prefixed by 'app' or 'application') found in config {path}")
    if names[0].partition(":")[0] not in ("app", "application"):
        raise NotImplementedError(f"limbeck does not read the settings of [{names[0]}] in {path}")
    return names[0]


def _settings(parser, path, name):
    section = _section(parser, path, name)
    shared = dict(parser.defaults())
    own, taken = {}, {}
    for option in parser.options(section):
        if option.startswith("set "):
            shared[option[4:].strip()] = parser.get(section, option)
        elif option.startswith("get "):
            taken[option[4:].strip()] = parser.get(section, option)
        elif option not in parser.defaults():
            own[option] = parser.get(section, option)
    own.update({option: shared[place] for option, place in taken.items()})
    for option in ("filter-with", "require", "paste.app_factory"):
        own.pop(option, None)
    use = own.pop("use", None)
    if use is None or use.startswith(("egg:", "call:")):
        return own
    if use.startswith("config:"):
        raise NotImplementedError(f"limbeck does not read the settings that [{section}] uses from {use}")
    return {**_settings(parser, path, use), **own}


def get_appsettings(config_uri, name=None, options=None):
    path, parser = _parsed(config_uri, options)
    return _settings(parser, path, name or config_uri.partition("#")[2] or "main")


def setup_logging(config_uri, global_conf=None):
    path, parser = _parsed(config_uri, global_conf)
    if "loggers" in parser.sections():
        logging.config.fileConfig(path)
