"""Findings about a whole and its parts in one file: groups of columns, shifts, rows of everything."""

from __future__ import annotations

from core.catalogue.kind import FindingKind, Severity, kind

_R, _W = Severity.REJECTS, Severity.WARNS

KINDS: dict[str, FindingKind] = {
    "columns_subtotal": kind(
        _W,
        "“{columns}”只是其中几组的小计，未读入，以免重复计算。",
        "{columns} add up but some of the groups: they were left out so that nothing counts twice.",
        "无需处理。",
        "Nothing to do.",
    ),
    "agents_differ": kind(
        _W,
        "{place} {day} 的“{count}”：日报写的是 {said}，坐席明细相加是 {added}，相差 {off}"
        "（同类差异共 {n} 处）。",
        "{place}: {count} for {day} is {said} by the day, and its agents add up to {added}, {off} apart "
        "(such differences: {n}).",
        "请外包商核对是哪位坐席的数字有误，更正后重报。",
        "Have the vendor find the agent whose figures are wrong, and send a corrected report.",
    ),
    "segment_beside_whole": kind(
        _W,
        "“{header}”只是{segment}的数字，本表同时有全部客户的数字，未读入，以免重复计算。",
        "“{header}” is for {segment} only, and the sheet has the figures of all: it was left out so that "
        "nothing counts twice.",
        "要按客户群考核时，请外包商用“客户群”一列分行报送，或另报一张只含各客户群的表。",
        "To judge the group, ask for rows with a customer group column, or for a sheet of the groups alone.",
    ),
    "channel_beside_whole": kind(
        _W,
        "“{header}”只是{channel}渠道的数字，本表同时有全部渠道的同一项数字，未读入，以免重复计算。",
        "“{header}” is for the channel {channel} only, and the sheet has the same figure of all channels: it "
        "was left out so that nothing counts twice.",
        "要按渠道考核时，请外包商用“渠道”一列分行报送，或另报一张只含各渠道的表。",
        "To judge a channel, ask for rows with a channel column, or for a sheet of the channels alone.",
    ),
    "groups_unclear": kind(
        Severity.BLOCKS,
        "{groups} 各列是同样的数据，看不出这几组是职场、技能组、渠道还是同一天的各时段。",
        "{groups} stand over the same figures, and nothing tells whether they are sites, queues, channels or "
        "parts of a day.",
        "请选择这几组是什么，系统会记住。",
        "Say what they are; it is remembered.",
    ),
    "groups_added": kind(
        _W,
        "{groups} 是同一天的各段，已相加为全天；各段的比率和在岗人数不读入，比率由相加后的数重算。",
        "{groups} are parts of the same day: their counts were added up. Rates and people on duty "
        "of a part are left out: rates follow from the sums.",
        "核对时请把各段相加；如外包商能直接报送全天，更好核对。",
        "Add up the parts when you check a figure. A report with the whole day is easier to check.",
    ),
    "part_alone": kind(
        _W,
        "以下各列只有一天中的部分时段有，加不成全天，没有读入：{columns}。",
        "Only some parts of the day have these figures, so they come to no day and were left out: {columns}.",
        "请外包商补上其余各段，或直接报送全天。",
        "Ask for the same figure of the other parts, or of the whole day.",
    ),
    "rows_told_apart": kind(
        Severity.BLOCKS,
        "同一天有几行，只有“{header}”一列不同（{words}），而这一列没有读取，看不出各行是班次、技能组还是职场。",
        "Several rows speak of the same day and only “{header}” tells them apart ({words}), which is not "
        "read: they may be shifts, queues or sites.",
        "请选择该列的含义，系统会记住。",
        "Say what the column is; it is remembered.",
    ),
    "part_of_day_missing": kind(
        _R,
        "{day} 缺少{parts}的行，当天合计不全，当天各行均未计入。",
        "{day} has no row for {parts}: the day would not be whole, and none of its rows counts.",
        "请外包商补上该行后重报；确无来电时填 0。",
        "Ask the vendor for the row; 0 where there were no calls.",
    ),
    "parts_beside_day": kind(
        _W,
        "{groups} 的行只是一天中的一部分，本表同时有全天的行：以全天为准，这些行没有读入。",
        "Rows for {groups} are a part of the day, and the day stands beside them: it counts, and they were "
        "left out.",
        "无需处理；要按时段考核时，请外包商报送分时段的报表。",
        "Nothing to do. To judge a part of the day, ask for a report by interval.",
    ),
    "groups_check": kind(
        _W,
        "{groups} 与全天相符，只作核对，没有重复计入。",
        "{groups} come to the figures of the whole day; they only check it and are not counted again.",
        "无需处理。",
        "Nothing to do.",
    ),
    "groups_add_up": kind(
        _W,
        "{groups} 各列相加正好等于合计一组：按各组读取，合计只作核对，不重复计入。",
        "{groups} come to the figures of all exactly: each was read, and the figures of all only check them.",
        "无需处理。",
        "Nothing to do.",
    ),
    "groups_differ": kind(
        _W,
        "{groups} 相加与合计不符（{n} 行，第一处在{place}）：以合计为准，各组没有读入。",
        "{groups} do not come to the figures of all (rows: {n}, the first at {place}): those of all were "
        "taken, and the groups left out.",
        "请外包商核对；合计还包含别的部分时，请把各部分列全。",
        "Have the vendor check it. Where the whole holds more than these, ask for every part of it.",
    ),
    "parts_beside_whole": kind(
        _W,
        "{parts} 各行（共 {n} 行）只是{whole}的一部分：以整体为准，这些行没有读入，以免重复计算。",
        "{parts} (rows: {n}) are but parts of {whole}: the whole was taken and these rows left out, so that "
        "nothing counts twice.",
        "如需按这部分考核，请外包商另报一张只含各部分的表。",
        "To judge the parts, ask for a sheet of the parts alone.",
    ),
    "parts_differ": kind(
        _W,
        "{parts} 各行相加与{whole}行不符（{n} 处，第一处在{place}）：以整体为准，各行没有读入。",
        "{parts} do not come to {whole} (rows: {n}, the first at {place}): the whole was taken and these "
        "rows left out.",
        "请外包商核对；整体还包含别的部分时，请把各部分列全。",
        "Have the vendor check it. Where the whole holds more than these, ask for every part of it.",
    ),
}
