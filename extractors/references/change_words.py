"""The words by which a clause changes other documents: verbs, ends of effect, lists, and what may stand between."""

from __future__ import annotations

import regex

# the document that a verb takes, where the text before it ends or a list of them opens
_WHICH = r"(?:toàn bộ\s+)?(?:các\s+)?(?:$|(?:Quyết định|Công văn|Thông báo|Nghị quyết|Chỉ thị|Thông tư|văn bản)\s)"
# "Nghị quyết sửa đổi, bổ sung Nghị quyết số ...": another document, whose name begins so, is what changes
_OTHERS_NAME = r"(?-i:Luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|dự thảo Quyết định)"
OTHERS_NAME = regex.compile(
    rf"(?<!\p{{L}}){_OTHERS_NAME}\s(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?!\p{{L}})", regex.IGNORECASE
)
#: Verbs before what is changed, the first that fits at a place; what "được" or "bị" precedes happened elsewhere.
VERBS = regex.compile(
    rf"(?<!\p{{L}})(?<!(?<!^\W*|ban hành\s){_OTHERS_NAME}\s(?:(?:sửa đổi|bổ sung)[,\s]+(?:và\s+)?)*)"
    r"(?<!(?:được|bị|đã|(?<!^\W*về\s)việc|hành chính)\s)(?:(?P<amends>sửa đổi|bổ sung|điều chỉnh"
    r"|thêm(?=\s[^.;:]{1,120}\svào\s)"
    r"|thay(?: thế)?(?=\s+(?:các\s+)?(?:cụm từ|từ|phụ lục|mẫu|biểu)(?!\p{L})))"
    r"|(?P<suspends>(?:tạm\s+)?ngưng(?: hiệu lực)?|đình chỉ)|(?P<replaces>thay thế|thay cho)"
    r"|(?P<repeals>bãi bỏ|hủy bỏ|huỷ bỏ)"
    rf"|(?P<repeals>thu hồi(?=\s+(?:và\s+hủy bỏ\s+)?{_WHICH})"
    rf"|chấm dứt (?:hiệu lực|việc thi hành)(?=\s+(?:thi hành\s+)?(?:của\s+)?{_WHICH}))"
    r"|(?P<extends>kéo dài|gia hạn)|(?P<corrects>đính chính))(?!\p{L})",
    regex.IGNORECASE,
)
# "về việc sửa đổi, " before "bổ sung": one row of verbs, whatever precedes it
ROW_OF_VERBS = regex.compile(
    r"(?:(?:sửa đổi|bổ sung|điều chỉnh|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)\s*(?:,|và)?\s*)+$", regex.IGNORECASE
)
ENDS = regex.compile(
    r"(?P<suspends>ngưng hiệu lực)|(?P<repeals>hết hiệu lực|bị bãi bỏ|chấm dứt hiệu lực)", regex.IGNORECASE
)
# "Bộ đã ban hành Thông tư số A, sửa đổi, bổ sung Thông tư số B": it is A that changes B
DOES = regex.compile(
    r"[\s,]*(?:ngày[^,;]{1,30}[\s,]*)?(?:của\s+[^,;:]{1,80}?[\s,]*)?(?:về (?:việc\s+)?|đã\s+|để\s+)?"
    r"(?:sửa đổi|bổ sung|thay thế|bãi bỏ|h(?:ủy|uỷ) bỏ|điều chỉnh)(?!\p{L})",
    regex.IGNORECASE,
)
# "các Nghị quyết sau đây hết hiệu lực: A; B"
ENDS_LIST = regex.compile(r"(?:hết|chấm dứt) hiệu lực(?:\s+(?:thi hành|(?:kể\s+)?từ\s[^:;]{1,60}))?\s*:\s*(?:các\s+)?$")
# "1. Quyết định số 46/2013/QĐ-UBND ngày ...: bãi bỏ Điều 6"
SAID_BEHIND = regex.compile(r"[^;:]{0,160}:\s*(?=(?:[Bb]ãi bỏ|[Ss]ửa đổi|[Hh]ủy bỏ)\s)")
# between a verb and the document that it changes no sentence ends and no other authority is called upon
NO_BRIDGE = regex.compile(
    r"[.;:“”\"]\s|(?<!\p{L})(?:thủ tục hành chính|căn cứ|(?<!kèm )theo(?! Quyết định| Nghị| Thông))(?!\p{L})",
    regex.IGNORECASE,
)
# "thay thế các Quyết định: A; B": the colon opens the list of what is changed
OPENS_LIST = regex.compile(r"(?:các|những|một số)\s+[^:;.]{2,60}:\s*(?=(?:\p{L}+\s+){0,4}$)")
SOME = regex.compile(r"một (?:số|phần)(?!\p{L})", regex.IGNORECASE)
# the words that a part is about may end like sentences: "cụm từ “Sở Nội vụ.” tại Điều 3"
QUOTED_WORDS = regex.compile(r"(?<=(?:từ|dòng|câu|đoạn|nội dung|tên|là|thành|bằng)\s*)(?:“[^“”]*”|\"[^\"]*\")")
# procedures are what a decision may publish; here they stand in the document that is changed
PROCEDURES_OF = regex.compile(
    r"thủ tục hành chính(?=(?:[^.;]*\s)?(?:kèm theo|tại|trong|của)\s+(?:các\s+)?$)", regex.IGNORECASE
)
PARTLY = regex.compile(
    r"[\s,]*(?:đối với\s+)?một phần(?!\p{L})|(?<!\p{L})một phần\s+(?:của\s+)?(?:các|những)\s", regex.IGNORECASE
)
#: What ends or goes on for a whole document, if nothing says for which part of it.
ENDING = ("repeals", "replaces", "suspends", "extends")
# "Bãi bỏ Quyết định A của Ủy ban nhân dân tỉnh đối với nội dung về học phí", before any word of what A is about
LIMITED = regex.compile(
    r"(?:(?!\b(?:về|v/v|quy định|ban hành|phê duyệt)\b)[^;:]){0,160}?(?:,\s*|\b(?:đối với|riêng)\s+)(?:các\s+)?"
    r"(?P<part>(?:phần|nội dung|quy định|khoản|điều|mục|phụ lục|thủ tục)\s[^,;.:]{2,160})",
    regex.IGNORECASE,
)
# "Kể từ ngày Quyết định này có hiệu lực, ..." before what ends
INTRODUCED = regex.compile(r"^.*(?:này|hiệu lực|[Kk]ể từ|ngày ký)(?!\p{L})[^,;.]*(?:,|\bvà\b|\bthì\b)\s")
PIECE = regex.compile(
    r"^\W*(?:\d{1,2}[.)]|[a-zđ][.)])?\s*(?:(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Huỷ bỏ|Thay(?: thế)?|Đổi)[,\s]*"
    r"(?:và\s+)?)+",
    regex.IGNORECASE,
)
# "...; các", "... và Mục III", "... và khoản 2 Điều 5 của"
LISTED = regex.compile(
    r"(?:,|;|và)\s*(?:(?:các|và)\s+)?(?P<part>"
    r"(?:(?:điểm|khoản|điều|mục|phần|chương|phụ lục|(?:biểu|mẫu|thủ tục)(?:\s+số)?)\s+[\p{L}\d]{1,5}"
    r"(?:\s*,|\s+và)?\s+)+"
    r"(?:(?:của|tại|trong|(?:ban hành\s+)?kèm theo)\s+)?"
    r"|một phần\s+|một số\s+(?:điều|khoản|nội dung|quy định)(?:,\s*(?:điều|khoản|điểm))?\s+(?:của\s+|tại\s+)?)?$",
    regex.IGNORECASE,
)
OTHER_ROLE = regex.compile(r"(?<!\p{L})(?:hướng dẫn|quy định chi tiết|theo|tại|hiệu lực)(?!\p{L})", regex.IGNORECASE)
