"""tqdm draws progress; limbeck draws its own."""


def tqdm(iterable=None, *args, **options):
    return iterable
