"""The functions that SQLAlchemy knows by name."""
from sqlalchemy import func

from _limbeck.functions import FunctionElement, GenericFunction

aggregate_strings = func.aggregate_strings
array_agg = func.array_agg
char_length = func.char_length
coalesce = func.coalesce
concat = func.concat
count = func.count
cume_dist = func.cume_dist
current_date = func.current_date
current_time = func.current_time
current_timestamp = func.current_timestamp
current_user = func.current_user
dense_rank = func.dense_rank
localtime = func.localtime
localtimestamp = func.localtimestamp
max = func.max
min = func.min
now = func.now
percent_rank = func.percent_rank
random = func.random
rank = func.rank
session_user = func.session_user
sum = func.sum
sysdate = func.sysdate
user = func.user
