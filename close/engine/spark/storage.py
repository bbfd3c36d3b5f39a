"""A folder or a bucket that the servers of a cluster and this machine both reach."""

from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow.fs import FileSelector, FileSystem, LocalFileSystem, copy_files


class Storage:
    """Files under one address: an absolute folder, or a URL such as `s3://bucket/tieout`.

    Credentials come from the environment, as for every client of the store. All paths are relative to the address.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        # Hadoop calls S3 s3a, and pyarrow does not.
        self._files, self._root = FileSystem.from_uri(self.address.replace("s3a://", "s3://", 1))

    def locate(self, path: str) -> str:
        """Return the address of a file or folder for the cluster."""
        return f"{self.address}/{path}"

    def upload(self, folder: Path, path: str) -> None:
        """Copy a file that never changes from a local folder, unless it is here already."""
        size = (folder / path).stat().st_size
        if self._files.get_file_info(self._at(path)).size != size:
            self._make_folder(path)
            copy_files(str(folder / path), self._at(path), LocalFileSystem(), self._files)

    def write(self, path: str, content: bytes) -> None:
        """Write a small file."""
        self._make_folder(path)
        with self._files.open_output_stream(self._at(path)) as file:
            file.write(content)

    def read(self, path: str) -> bytes | None:
        """Return the content of a small file, or None if it does not exist."""
        with suppress(FileNotFoundError), self._files.open_input_stream(self._at(path)) as file:
            return bytes(file.read())
        return None

    def write_rows(self, folder: str, table: pa.Table) -> None:
        """Write rows as the only Parquet file of a folder."""
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink)
        self.write(f"{folder}/rows.parquet", sink.getvalue().to_pybytes())

    def read_rows(self, folder: str) -> pa.Table:
        """Return the rows in a folder of Parquet files, with the column types that DuckDB returns."""
        table = self._open_rows(folder).to_table()
        return table.cast(pa.schema([(field.name, _find_type(field.type)) for field in table.schema]))

    def count_rows(self, folder: str) -> int:
        """Return the number of rows in a folder of Parquet files, from their footers."""
        return int(self._open_rows(folder).count_rows())

    def measure(self, folder: str) -> tuple[int, int]:
        """Return the number of Parquet files in a folder and their size in bytes: zeros if there is no such folder."""
        selector = FileSelector(self._at(folder), allow_not_found=True)
        sizes = [file.size for file in self._files.get_file_info(selector) if file.extension == "parquet"]
        return len(sizes), sum(sizes)

    def delete(self, folder: str) -> None:
        """Delete a folder, if it exists."""
        with suppress(FileNotFoundError):
            self._files.delete_dir(self._at(folder))

    def _open_rows(self, folder: str) -> ds.Dataset:
        return ds.dataset(self._at(folder), format="parquet", filesystem=self._files)

    def _make_folder(self, path: str) -> None:
        """A bucket has no folders."""
        if isinstance(self._files, LocalFileSystem):
            self._files.create_dir(self._at(path).rpartition("/")[0])

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"


def _find_type(stored: pa.DataType) -> pa.DataType:
    """Return the type of a column here. Servers add a time zone to moments, which are all in UTC."""
    if pa.types.is_timestamp(stored):
        return pa.timestamp("us")
    is_text = pa.types.is_string_view(stored) or pa.types.is_large_string(stored)
    return pa.string() if is_text else stored
