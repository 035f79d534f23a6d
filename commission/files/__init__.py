"""The folder of plain files that is the database: read with line and column, appended durably. The only room that opens."""
