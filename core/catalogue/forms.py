"""Findings about audit forms: what a form says that cannot be read, or contradicts itself."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind


def _form(zh: str, en: str, remedy_zh: str, remedy_en: str) -> FindingKind:
    """A finding in a form's file, at a row or a cell; every one keeps the form out."""
    return kind(
        Severity.BLOCKS,
        f"评分表 {{file}} {{place}}：{zh}",
        f"The audit form {{file}}, {{place}}: {en}",
        remedy_zh,
        remedy_en,
    )


KINDS: dict[str, FindingKind] = {
    "form_key_unknown": _form(
        "不认识“{key}”。",
        "“{key}” is not known here.",
        "改为认识的写法：{allowed}；不需要的删去。",
        "Use one of: {allowed}; delete what is not needed.",
    ),
    "form_nested_deep": _form(
        "大项 {section} 已是第二层，里面不能再分。",
        "section {section} lies at the second level and cannot be divided further.",
        "把里面的分项提到上一层，大项最多两层。",
        "Move what is inside it one level up; sections nest two levels at most.",
    ),
    "form_bands_hole": _form(
        "等级“{band}”从 {low} 开始，应从 {expected} 开始，并且上限高于下限。",
        "the band “{band}” begins at {low}; it must begin at {expected} and end above that.",
        "各等级首尾相接，中间不留空档、不重叠。",
        "Let each band begin where the one before ends, without a hole or an overlap.",
    ),
    "form_bands_end": _form(
        "最高等级“{band}”到 {high} 为止，而本表最高可得 {maximum}。",
        "the top band “{band}” ends at {high}, and the form can reach {maximum}.",
        "把最高等级的上限改为 {maximum}。",
        "Let the top band end at {maximum}.",
    ),
    "form_colour_twice": _form(
        "有两个等级都用了颜色 {colour}。",
        "two bands have the colour {colour}.",
        "给每个等级各自的颜色。",
        "Give every band a colour of its own.",
    ),
    "form_weight_missing": _form(
        "“{what}”没有权重，而本表按权重计分。",
        "“{what}” has no weight, and the form scores by weights.",
        "补上权重；不计分的写明不计分（unscored）。",
        "Give it a weight, or say unscored where it does not count.",
    ),
    "form_weight_unmet": _form(
        "“{what}”的权重 {weight} 永远拿不到：本表不看这里的权重，或其中没有可计分的项。",
        "the weight {weight} of “{what}” can never be met: the form does not go by it, or nothing under it "
        "is scored.",
        "删去该权重，或改用看它的计分方式（scoring.weights），或补上可计分的项。",
        "Delete the weight, choose a way of weighing that goes by it (scoring.weights), or add scored items.",
    ),
    "form_weights_total": _form(
        "{what}合计 {whole}，应为 {total}。",
        "the {what} add up to {whole}, not {total}.",
        "改正{what}，使合计为 {total}。",
        "Correct the {what} so that they add up to {total}.",
    ),
    "form_points_over": kind(
        Severity.WARNS,
        "评分表 {file} {place}：各项分值合计 {whole}，而得分最高 {maximum}，一分约折合 {worth} 分。",
        "The audit form {file}, {place}: the points add up to {whole} and a score is at most {maximum}, so "
        "that one point counts about {worth}.",
        "若无意如此，改小分值使合计为 100；确要折算的，在“权重合计”（weights_total）写 {whole}，就不再提示。",
        "If this is not meant, make the points add up to 100; if it is, say that weights add up to {whole} "
        "(weights_total), and it is not said again.",
    ),
    "form_weights_zero": _form(
        "没有一项占得到分：计分的项权重或分值全为 0，或全是加分项。",
        "nothing weighs anything: all that is scored has the weight or the points 0, or is a bonus.",
        "给计分的项写上权重或分值；只记录不评分的写明不计分（unscored）。",
        "Give what is scored weights or points; say unscored of what is only kept.",
    ),
    "form_pass_mark_over": _form(
        "合格线 {mark} 高于本表最高可得的 {maximum}。",
        "the pass mark {mark} is above the {maximum} the form can reach.",
        "降低合格线。",
        "Lower the pass mark.",
    ),
    "form_item_worthless": _form(
        "“{item}”没有分值，而本表要按得分比例折算。",
        "“{item}” is worth no points, and the form scores by the part earned of them.",
        "给它分值，或改为按分值计分（scoring.weights: points）。",
        "Give it points, or score by points (scoring.weights: points).",
    ),
    "form_top_short": _form(
        "“{item}”最好的答案只有 {best} 分，够不到满分 {points}。",
        "the best answer to “{item}” earns {best} and never its full {points}.",
        "让最好的答案得满分，或把满分改为 {best}。",
        "Let the best answer earn the full mark, or make the full mark {best}.",
    ),
    "form_top_over": _form(
        "“{item}”的答案最多得 {best} 分，超过满分 {points}。",
        "answers to “{item}” earn up to {best}, more than its full {points}.",
        "把满分改为 {best}，或把答案的分值改小；额外奖励的另设加分项。",
        "Make the full mark {best} or the answers worth less; what is extra is a bonus item of its own.",
    ),
    "form_known_from": _form(
        "“{item}”由通话事实得出，却不是有两个以上答案的单选项，或按秒数的各档上限没有逐档升高。",
        "“{item}” is known from the call, and is no single choice of two answers or more, or its steps of "
        "seconds do not go up.",
        "改为单选；由排队秒数得出的，每个答案写上限，逐档升高，最后一档不写。",
        "Make it a single choice; known from the wait, each answer says up to how many seconds and the last "
        "has no end.",
    ),
    "form_key_twice": _form(
        "“{key}”写了两次。",
        "“{key}” is said twice.",
        "只留一处。",
        "Keep one of them.",
    ),
    "form_fail_above_pass": _form(
        "“{item}”中判不通过的“{fail}”得分高于判通过的“{passing}”。",
        "in “{item}”, “{fail}” fails and earns more than “{passing}”, which passes.",
        "对调两个答案的分值，或改正哪一个算通过。",
        "Exchange their points, or correct which of them passes.",
    ),
    "form_steps": _form(
        "“{item}”的各档上限应逐档升高，最后一档不设上限。",
        "the steps of “{item}” must go up one by one, and the last must have no upper end.",
        "上限（up_to）从小到大写，最后一个答案不写上限。",
        "Write the upper ends (up_to) from small to large, and leave that of the last answer out.",
    ),
    "form_fatal_never": _form(
        "“{item}”永远不会致命：没有标明哪个答案致命，没有写低于百分之几，或本项不计分、没有分值。",
        "“{item}” can never be fatal: no answer is marked as fatal, nothing says below how many percent, "
        "or it is not scored or has no points.",
        "给致命的答案标明“致命”（fatal），写低于百分之几（below）；不计分的项由质检员认定（ticked）。",
        "Mark the fatal answer (fatal), or say below how many percent (below); of what is not scored the "
        "auditor says it (ticked).",
    ),
    "form_fatal_section": _form(
        "“{item}”致命时应扣的大项 {section} 不存在。",
        "the section {section} that “{item}” costs is not there.",
        "写本表里有的大项编号。",
        "Name a section of this form by its code.",
    ),
    "form_count_unmet": _form(
        "要 {n} 个不通过才算，而最多只有 {most} 个。",
        "{n} must fail for the rule to apply, and there are {most} at most.",
        "改小该个数。",
        "Lower the number.",
    ),
    "form_condition_unknown": _form(
        "{what} 的显示条件所指的 {asked} 不存在。",
        "{what} is shown by {asked}, which is not there.",
        "写本表里有的评分项编号。",
        "Name an item of this form by its code.",
    ),
    "form_condition_later": _form(
        "{what} 的显示条件看的是排在它后面的“{asked}”。",
        "{what} is shown by “{asked}”, which comes after it.",
        "条件只能看前面的评分项：调整次序。",
        "A condition looks at earlier items only: change the order.",
    ),
    "form_condition_loop": _form(
        "显示条件成了循环：{items}。",
        "the conditions go in a circle: {items}.",
        "去掉其中一个条件。",
        "Take one of the conditions away.",
    ),
    "form_condition_value": _form(
        "“{asked}”不可能答成“{value}”。",
        "“{asked}” cannot be answered with “{value}”.",
        "写该评分项有的答案编号；数字评分项用大于、不小于、小于、不大于（above、at_least、below、at_most）。",
        "Name an answer of that item by its code; compare a number by above, at_least, below or at_most.",
    ),
    "form_condition_unread": _form(
        "看不懂显示条件“{value}”。",
        "the condition “{value}” cannot be read.",
        "写成 REFUND = full and HOLD > 30；用 and、or 和括号连接，几个答案之一用 | 分开。",
        "Write it like REFUND = full and HOLD > 30; join with and, or, brackets; of several "
        "choices any one with |.",
    ),
    "form_clause_unread": _form(
        "看不懂规范条款“{value}”。",
        "the clause “{value}” cannot be read.",
        "写成 SPEC v1 3.2：规范编号、版本、条款编号。",
        "Write it like SPEC v1 3.2: the specification's code, its version, the clause's code.",
    ),
    "form_row_outside": _form(
        "“{value}”前面没有大项。",
        "no section stands before “{value}”.",
        "在它上面加一行“大项”。",
        "Put a row of the kind “section” above it.",
    ),
    "form_no_sheet": kind(
        Severity.BLOCKS,
        "{file} 里没有评分表：找不到工作表“{sheet_name}”，或其中没有“类别”和“编号”两栏。",
        "{file} holds no audit form: there is no sheet “{sheet_name}”, or it lacks the columns “Kind” "
        "and “Code”.",
        "下载本系统的 Excel 模板，把评分项填进去，一项一行。",
        "Download our Excel template and fill the items in, one to a row.",
    ),
}
