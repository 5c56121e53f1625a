"""Findings about whose figures a file holds: its vendor, project, sites and queues."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_B, _W = Severity.BLOCKS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "vendor_missing": kind(
        _B,
        "文件中没有外包商一列，也没有选择外包商。",
        "The file has no vendor column, and no vendor was chosen.",
        "请选择这份报表来自哪家外包商。",
        "Choose the vendor this report comes from.",
    ),
    "vendor_named": kind(
        _W,
        "没有外包商一列；{where}写着“{text}”，已按 {name}（{vendor}）的报表读取。",
        "No column names the vendor; the {where} says “{text}”: it was read as {name}'s report ({vendor}).",
        "如不是这家外包商，请指定外包商后重新导入。",
        "If it is another vendor's, say whose it is and import it again.",
    ),
    "after_exit": kind(
        _W,
        "{vendor}已退出合同，最后一日为 {last}；文件里还有此后 {n} 天的数据：{days}，"
        "导入后会计入最后一个月。",
        "{vendor} left its contract, its last day being {last}; the file holds days after it ({n}): {days}. "
        "Once in, they count in its last month.",
        "请外包商删去这些天后重报；退出日期有误时，先撤销退出。",
        "Ask for the report without these days; if the last day is wrong, take the exit back first.",
    ),
    "vendors_several": kind(
        _B,
        "文件的标题或名称提到不止一家外包商：{vendors}。",
        "The title or name of the file names more than one vendor: {vendors}.",
        "请选择这份报表来自哪家外包商。",
        "Choose the vendor this report comes from.",
    ),
    "vendor_unknown": kind(
        _B,
        "外包商“{vendor}”尚未登记。",
        "The vendor “{vendor}” is not registered.",
        "请先在“外包商与项目”中登记该外包商或补充别名，再导入。",
        "Register the vendor or add this name as an alias under Vendors and projects, then import again.",
    ),
    "project_unknown": kind(
        _B,
        "项目“{project}”尚未登记。",
        "The project “{project}” is not registered.",
        "请先在“外包商与项目”中登记该项目或补充别名，再导入。",
        "Register the project or add this name as an alias under Vendors and projects, then import again.",
    ),
    "project_missing": kind(
        Severity.REJECTS,
        "第{row}行没有写项目，而同一张表的其他行写了。",
        "Row {row} names no project, though other rows of the table do.",
        "请补上项目后重报；整张表同属一个项目时，导入时选择该项目即可。",
        "Ask for the project. If all rows are of one project, choose it when importing.",
    ),
    "site_named": kind(
        _W,
        "没有职场一列；{where}写着“{text}”，已按职场“{name}”的数据读取。",
        "No column names the site; the {where} says “{text}”: it was read as figures of the site “{name}”.",
        "如不是这个职场，请改选职场后重新导入。",
        "If they are not this site's, say which site's they are and import again.",
    ),
    "site_said": kind(
        _W,
        "没有职场一列；已按你的选择读作：{name}。",
        "No column names the site; as you said, these were read as figures of: {name}.",
        "选错了请重新选择职场后再导入。",
        "If that was wrong, choose the site anew and import again.",
    ),
    "site_unclear": kind(
        _B,
        "没有职场一列；{where}写着“{text}”，其中“{word}”不能确定是哪一个已登记的职场。",
        "No column names the site; the {where} says “{text}”, and which registered site “{word}” is cannot "
        "be told.",
        "请选择这些数据属于哪个职场；如只是外包商名称的一部分，请补为外包商的别名。",
        "Choose the site these figures are of. If it is part of the vendor's name, add that as an alias.",
    ),
    "queue_sited": kind(
        _W,
        "没有写职场的 {n} 行按“队列所在职场”归入当天的职场：{sites}。",
        "Rows without a site ({n}) were read as figures of the site their queue stood in that day: {sites}.",
        "如有不符，请在外包商的“职场”页更正队列所在职场后重新导入。",
        "If that is wrong, correct where the queue stands on the vendor's Sites tab and import again.",
    ),
    "queue_unsited": kind(
        _W,
        "{n} 行只写了队列（{queues}），而“队列所在职场”中没有覆盖其全部日期的职场，未归入任何职场。",
        "Rows that name only a queue ({n}; {queues}) are of days on which it stood in no one site: they "
        "count for no site.",
        "在外包商的“职场”页补上该队列的职场和日期，或请外包商按天、按职场报送，再重新导入。",
        "Enter the queue's site and day on the vendor's Sites tab, or have the rows reported by day and "
        "site; then import again.",
    ),
    "site_contradicted": kind(
        _W,
        "{where}写着“{text}”，职场一列却没有“{word}”，写的是：{sites}；已按该列读取。",
        "The {where} says “{text}”, but the column of sites never names “{word}”; it names {sites}: the "
        "column was followed.",
        "请外包商核对标题和职场一列哪个写错了；列写错的，请更正后重报。",
        "Have the vendor check which of the two is wrong; if it is the column, ask for a corrected report.",
    ),
    "site_new": kind(
        _W,
        "职场“{name}”（{vendor}）第一次出现。",
        "The site “{name}” ({vendor}) appears for the first time.",
        "导入即登记为新职场；如果是旧职场的别名，请先补充别名。",
        "Importing registers it; if it is another name of a known site, add the alias first.",
    ),
    "queue_new": kind(
        _W,
        "技能组“{name}”（{vendor}）第一次出现。",
        "The queue “{name}” ({vendor}) appears for the first time.",
        "导入即登记为新技能组；如果是旧技能组的别名，请先补充别名。",
        "Importing registers it; if it is another name of a known queue, add the alias first.",
    ),
    "queue_named": kind(
        _W,
        "没有技能组一列；{where}写着“{text}”，已按技能组“{name}”的数据读取。",
        "No column names the queue; the {where} says “{text}”: it was read as figures of the queue “{name}”.",
        "如不是这个技能组的数据，请改选后重新导入。",
        "If they are not this queue's, say which queue's they are and import again.",
    ),
    "queue_said": kind(
        _W,
        "没有技能组一列；{where}写着“{text}”，已按你的选择读作：{name}。",
        "No column names the queue; the {where} says “{text}”, and as you said, these were read as figures "
        "of: {name}.",
        "选错了请重新选择技能组后再导入。",
        "If that was wrong, choose the queue anew and import again.",
    ),
    "shift_unclear": kind(
        _B,
        "{where}写着“{text}”，看不出这些数据只是“{word}”的，还是全天的；只按一个班次计入全天会少算。",
        "The {where} says “{text}”, and whether these are figures of “{word}” alone or of the whole day "
        "cannot be told; one shift taken for the day would be too few.",
        "请选择是一个班次还是全天；或请外包商把各班次放在同一文件中（工作表名写班次），系统会相加为全天并核对缺班。",
        "Say whether it is one shift or the day. Or have the vendor send all shifts in one file, a sheet "
        "each, named by its shift: then they are added up, and a missing one is named.",
    ),
    "queue_unclear": kind(
        _B,
        "没有技能组一列；{where}写着“{text}”，看不出这些数据只是“{word}”的，还是全部的。",
        "No column names the queue; the {where} says “{text}”, and whether these are figures of “{word}” "
        "alone or of everything cannot be told.",
        "请选择这些数据属于哪个技能组，还是不分技能组的全部数据；选择一次，以后不再询问。",
        "Choose the queue they are of, or all queues together; it is asked only once.",
    ),
}
