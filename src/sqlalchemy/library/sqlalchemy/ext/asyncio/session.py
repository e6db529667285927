"""What models inherit where the application is asynchronous: it maps as any mixin does."""


class AsyncAttrs:
    pass
