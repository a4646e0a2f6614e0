"""What columns of a roster are called, in one table: add a word here and every import knows it.

The first word of a field is the one shown to people. Within a heading the longest word wins, so
`户主身份证号` is an identity number and `与户主关系` a relation.
"""

FIELDS: dict[str, tuple[str, ...]] = {
    "community": ("社区", "所属社区", "社区名称", "村居", "居委会", "community"),
    "compound": ("小区", "小区名称", "所属小区", "楼盘", "居民小组", "compound", "estate"),
    "grid": ("网格", "所属网格", "网格号", "网格名称", "grid"),
    "building": ("楼栋", "楼栋号", "栋", "栋号", "幢", "幢号", "楼号", "座号", "楼幢", "building", "block"),
    "unit": ("单元", "单元号", "梯", "unit"),
    "room": ("房号", "房间号", "室号", "室", "房屋号", "门牌号", "户号", "门号", "room", "flat", "door"),
    "address": (
        "住址",
        "地址",
        "详细地址",
        "家庭住址",
        "家庭地址",
        "现住址",
        "现居住地",
        "居住地址",
        "居住地",
        "常住地址",
        "房屋地址",
        "门牌",
        "门牌地址",
        "楼栋单元房号",
        "楼栋房号",
        "房产地址",
        "address",
    ),
    "serial": ("序号", "编号", "户编号", "户序号", "serial", "no", "no."),
    "head": ("户主", "户主姓名", "业主", "业主姓名", "房主", "房主姓名", "head", "householder", "owner"),
    "name": (
        "姓名",
        "成员",
        "家庭成员",
        "家庭成员姓名",
        "成员姓名",
        "居民姓名",
        "住户姓名",
        "人员姓名",
        "name",
        "full name",
        "resident",
    ),
    "relation": ("关系", "与户主关系", "与业主关系", "与房主关系", "家庭关系", "成员关系", "relation", "relationship"),
    "sex": ("性别", "sex", "gender"),
    "id_number": (
        "身份证",
        "身份证号",
        "身份证号码",
        "公民身份号码",
        "公民身份证号码",
        "证件号",
        "证件号码",
        "身份证件号码",
        "id number",
        "identity number",
        "id no",
        "id",
    ),
    "phone": (
        "电话",
        "手机",
        "手机号",
        "手机号码",
        "电话号码",
        "联系电话",
        "联系方式",
        "联系号码",
        "移动电话",
        "phone",
        "phone number",
        "mobile",
        "mobile number",
        "telephone",
        "tel",
    ),
    "headcount": (
        "人口数",
        "人口",
        "人数",
        "家庭人口",
        "家庭人数",
        "常住人口",
        "户人口",
        "家庭人口数",
        "headcount",
        "people",
    ),
    "tenant": ("租户", "是否租户", "租住", "是否租住", "是否出租", "居住性质", "房屋性质", "tenant", "rented"),
    "remark": ("备注", "说明", "特殊情况", "情况说明", "人员类别", "备注说明", "remark", "remarks", "note", "notes"),
}

# Columns about the people who fill in the form, not those who live there.
OTHERS = ("网格员", "楼栋长", "包保", "干部", "负责人", "填表", "登记人", "排查人", "志愿者", "紧急联系", "监护")

HEADS = frozenset({"户主", "本人", "户主本人", "业主", "房主", "head", "self", "owner"})
TOTALS = ("合计", "小计", "总计", "共计", "总户数", "total", "subtotal")
NOTES = ("注", "备注", "说明", "填表", "制表", "审核", "填报", "单位", "note")
NOBODY = frozenset(
    {"", "无", "/", "-", "--", "—", "空", "空户", "空房", "空置", "无人", "无人居住", "未入住", "n/a", "none"}
)
