"""Names of people nobody has met: common family names, given names by sex."""

from random import Random

# Common ones stand more often, about as often as one meets them.
FAMILY = (
    "王王王李李李张张张刘刘陈陈杨黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋"
    "蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易"
    "常武乔贺赖龚文"
)
MALE = "伟强磊军洋勇杰涛超明刚平辉鹏斌波宇浩凯健俊帆志建国华庆文海山林松涵东亮峰晨民永康宏新春根生旺福"
FEMALE = "芳娜敏静丽艳娟霞秀燕玲梅莉兰英玉萍红桂婷雪慧莹琳洁倩颖琴云珍莲蓉菊香月怡佳欣雨诗琪珊"


FAR = 7
"""A second character stands one or seven places behind the first: names recur, as they do in any town."""


def family_name(random: Random) -> str:
    """A family name."""
    return random.choice(FAMILY)


def given_name(random: Random, sex: str) -> str:
    """A given name of one or, more often, two characters; `sex` is `male` or `female`."""
    signs = MALE if sex == "male" else FEMALE
    place = random.randrange(len(signs) - FAR)
    return signs[place] if random.random() < 0.3 else signs[place] + signs[place + random.choice((1, FAR))]


def full_name(random: Random) -> tuple[str, str]:
    """Name and sex of anybody."""
    sex = random.choice(("male", "female"))
    return family_name(random) + given_name(random, sex), sex


def phone(number: int) -> str:
    """A mobile number of the range 154, which no operator gives out: a tap on it rings nobody."""
    return f"154{number:08d}"
