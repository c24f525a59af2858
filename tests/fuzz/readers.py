"""Everything that reads files from outside."""

from tests.fuzz import data_readers, job_readers, model_readers

READERS = (*model_readers.READERS, *job_readers.READERS, *data_readers.READERS)
