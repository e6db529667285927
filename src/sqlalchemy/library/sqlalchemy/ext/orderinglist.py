"""Lists that number their items, when there are any."""


def ordering_list(attr, count_from=None, ordering_func=None, reorder_on_append=False):
    return list
