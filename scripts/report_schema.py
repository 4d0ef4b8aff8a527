"""Write docs/report.schema.json, the JSON Schema of the exported report, from the classes it is made of.

python -m scripts.report_schema
"""

from pathlib import Path

from cafe.export.json_format import schema_file

FILE = Path(__file__).resolve().parent.parent / "docs" / "report.schema.json"

if __name__ == "__main__":
    FILE.write_bytes(schema_file())
