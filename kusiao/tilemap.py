"""The 26 districts as tiles: a map that needs no boundaries and no internet.

Rows run north to south, columns west to east. The north-western arm (ภูผาม่าน, ชุมแพ, สีชมพู) and the narrow south
are kept, so that a person from the province finds a district where it lies. The corner that stays empty (rows 4–7,
columns 1–3) is where Chaiyaphum begins; the map's words stand there.
"""

ROWS = 7
COLUMNS = 7

# code: (row, column, the name as people say it when a tile is narrow)
TILES = {
    "4019": (1, 6, "สวนกวาง"),
    "4006": (2, 2, "สีชมพู"),
    "4023": (2, 3, "นาคำ"),
    "4016": (2, 4, "ภูเวียง"),
    "4008": (2, 5, "อุบลรัตน์"),
    "4007": (2, 6, "น้ำพอง"),
    "4009": (2, 7, "กระนวน"),
    "4020": (3, 1, "ภูผาม่าน"),
    "4005": (3, 2, "ชุมแพ"),
    "4029": (3, 3, "เวียงเก่า"),
    "4004": (3, 4, "หนองเรือ"),
    "4002": (3, 5, "บ้านฝาง"),
    "4001": (3, 6, "เมือง"),
    "4021": (3, 7, "ซำสูง"),
    "4017": (4, 4, "มัญจา"),
    "4003": (4, 5, "พระยืน"),
    "4024": (4, 6, "บ้านแฮด"),
    "4022": (5, 4, "โพธิ์ไชย"),
    "4018": (5, 5, "ชนบท"),
    "4010": (5, 6, "บ้านไผ่"),
    "4013": (6, 4, "แวงใหญ่"),
    "4025": (6, 5, "โนนศิลา"),
    "4011": (6, 6, "เปือยน้อย"),
    "4014": (7, 4, "แวงน้อย"),
    "4012": (7, 5, "พล"),
    "4015": (7, 6, "สองห้อง"),
}


def place(code):
    """(row, column) of a district's tile; KeyError for a code that is no district of the province."""
    return TILES[str(code)][:2]


def short_name(code):
    return TILES[str(code)][2]
