"""What the places of the demo are called. Westlake with Emerald and Santai River with Tianrui come first."""

from collections.abc import Iterator
from itertools import count, product

DISTRICT = "黄冈高新区"
COMMUNITIES = (
    "西湖社区",
    "三台河社区",
    "南湖社区",
    "明珠社区",
    "新港社区",
    "中环社区",
    "余家湾社区",
    "青砖湖社区",
    "陶店社区",
    "路口社区",
)
VILLAGES = ("路口镇村", "陶店村", "青砖湖村", "余家湾村")
"""Their resident groups lie in the last communities, counted from the end."""

EMERALD, TIANRUI, VILLAGE_GROUP = "翡翠一品还建楼", "天瑞公馆", "路口镇村三组"

_FIRST = "锦绣 东方 金色 碧水 阳光 江南 香榭 御景 盛世 宝塔 遗爱 书香 丽水 万福 凤凰 世纪 清源 龙湾".split()  # noqa: SIM905
_LAST = ("花园", "嘉园", "名城", "雅苑", "家园", "新村")
_DIGITS = "〇一二三四五六七八九"
GATES = ("南门", "东门", "北门", "西门")
ROADS = ("东路口", "西路口", "菜市场口", "公交站", "河堤口", "广场")


def compound_names() -> Iterator[str]:
    """Emerald, Tianrui, then 108 others; then their second phases, and so on."""
    yield from (EMERALD, TIANRUI)
    for phase in count(1):
        ending = f"{chinese(phase)}期" if phase > 1 else ""
        yield from (first + last + ending for last, first in product(_LAST, _FIRST))


def group_name(number: int) -> str:
    """The name of the resident group `number`, counted from 0 over all villages in turn."""
    return f"{VILLAGES[number % len(VILLAGES)]}{chinese(number // len(VILLAGES) + 1)}组"


def chinese(number: int) -> str:
    """A number from 1 to 99 as people count groups: 三, 十二, 三十四."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
