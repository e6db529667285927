from dataclasses import dataclass


def _every(name):
    return True


@dataclass
class Config:
    add_type_ignore: bool = False
    include_name: object = _every
    drop_unused_enums: bool = True
    detect_enum_values_changes: bool = True
    force_dialect_support: bool = False
    ignore_enum_values_order: bool = False


_kept = [Config()]


def set_configuration(config):
    _kept[0] = config


def get_configuration():
    return _kept[0]
