"""Contacts by chat."""

from __future__ import annotations

#: (name, 中文, English), and the unit where it is not a count.
ROWS: tuple[tuple[str, ...], ...] = (
    ("chat_offered", "会话请求量", "Chats offered"),
    ("chat_abandoned", "会话放弃量", "Chats abandoned"),
    ("chat_handle_s", "会话处理时长", "Chat handling time", "s"),
    ("chat_busy_s", "有会话在线时长", "Time with at least one chat", "s"),
    ("chat_mean_response_s", "各会话平均响应时长之和", "Sum of the chats' mean response times", "s"),
    ("chat_askers", "询单人数", "Customers asking before a purchase"),
    ("chat_buyers", "询单下单人数", "Customers asking who bought"),
)
