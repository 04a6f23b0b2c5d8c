using System.Text;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Posts;

public class CorpusReaderErrorTests
{
    [Theory]
    [InlineData("a.csv", "id,text\n1,\"secret\n2,x\n", "(2): A quote opens a field in this record and is not closed before the end of the file. Close it, or double the quotes inside quoted fields.")]
    [InlineData("a.csv", "id,text\n1,se\"cret\n2,\"x\n", "(3): A quote opens a field in this record and is not closed before the end of the file. Close it, or double the quotes inside quoted fields.")]
    [InlineData("a.csv", "id,text\n1,a\"b\n2,se\"cret,\"x\n", "(3): A quote opens a field in this record and is not closed before the end of the file. Close it, or double the quotes inside quoted fields.")]
    [InlineData("a.csv", "id,text\n1,\"two\nlines\"\n\n2,secret,x\n", "(5): The record has 3 fields and the header 2. Put fields that hold separators or line breaks into quotes.")]
    [InlineData("a.csv", "id,text\r\n1,\"two\r\nlines\"\r\nsecret\r\n", "(4): The record has 1 fields and the header 2. Put fields that hold separators or line breaks into quotes.")]
    [InlineData("a.csv", "id,text,id\n", "(1): The column 'id' occurs twice. Give each column a name of its own.")]
    [InlineData("a.csv", "id;text\n1;secret\n", "(1): There is no comma in the header, but a ';' or a tab: it seems to stand between the columns. Save the file with commas between them, or with tabs as .tsv.")]
    [InlineData("a.csv", "\n\n", ": The file holds no header. Expected the names of the columns in the first line.")]
    [InlineData("a.csv", "id,text\n,secret\n", "(2): The id of the post is empty. Give each post an id, or leave out the id column.")]
    [InlineData("a.csv", "id,text,body_format\n1,secret,rtf\n", "(2): The body format is not known. Expected text, markdown, html or bbcode in the column 'body_format'.")]
    [InlineData("a.csv", "id,message,when\n1,secret,x\n", "(2): There is no column 'body' or 'text'; there are: id, message, when. Name the columns that hold the text with --text-column.")]
    [InlineData("a.csv", "id,a post in place of a header that is longer than forty characters\n1,secret\n", "(2): There is no column 'body' or 'text'; there are: id, (a text of 64 characters). Name the columns that hold the text with --text-column.")]
    [InlineData("a.csv", "17,Training is slow,bug\n18,secret,bug\n", "(2): There is no column 'body' or 'text'; there are 3, not shown because they do not look like names of columns (is there a header?). Name the columns that hold the text with --text-column.")]
    [InlineData("a.csv", "Training is slow,Training is slow\n", "(1): The column (a text of 16 characters) occurs twice. Give each column a name of its own.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"x\"}\n[\"secret\"]\n", "(2): The line holds a JSON array. Expected an object, such as {\"id\": \"1\", \"body\": \"...\"}.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"x\"}\n{\"id\": 2, \"text\": \"secret}\n", "(2): The line is not valid JSON (byte 27). Expected one whole object a line.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"x\"} {\"id\": 2, \"text\": \"secret\"}\n", "(1): The line is not valid JSON (byte 24). Expected one whole object a line.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"x\"}\n{\"text\": \"secret\"}\n", "(2): There is no column 'id'; there are: text. Name columns that exist (--id-column, --text-column, --time-column, --thread-column, --label-column).")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": [\"secret\"]}\n", "(1): The field 'text' holds an object, a list or bytes. Expected a text or a number.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"id\": 2, \"text\": \"secret\"}\n", "(1): The field 'id' occurs twice in the object. Keep one of them.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"secret \\ud83d\"}\n", "(1): A text in the line holds an escape that is half of a character, such as \\ud83d alone. Replace it by \\ufffd.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"x\", \"tags\": [\"a\", \"\\ud83d\"]}\n", "(1): A text in the field 'tags' holds an escape that is half of a character, such as \\ud83d alone. Replace it by \\ufffd.")]
    [InlineData("a.csv", "", ": The file is empty. Check how it was made.")]
    [InlineData("a.json", "{\"id\": 1}", ": The object is none of those known. Expected a Discourse topic or its posts, or issues or comments of GitHub; tables of posts are .csv, .tsv or .jsonl.")]
    [InlineData("a.txt", "secret", ": Neither the ending of the name nor the first lines say what the file is. Expected .json, .jsonl, .ndjson, .csv, .tsv or .xml, each also with .gz or .zst, .parquet, .xlsx, .sqlite or .db, and .zip, .tar, .tar.gz, .tgz or .tar.zst.")]
    public async Task Error_names_place_problem_and_remedy_but_not_the_text(string name, string content, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, content);

        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(path));

        Assert.Equal(path + message, error.Message);
    }

    [Fact]
    public async Task Named_columns_that_do_not_exist_are_listed_with_those_that_do()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("a.csv", "id,text\n1,secret\n");

        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(path, new PostColumns { IdColumn = "key", TextColumns = ["text"], TimeColumn = "when" }));

        Assert.Equal($"{path}(2): There is no column 'key' and no column 'when'; there are: id, text. Name columns that exist (--id-column, --text-column, --time-column, --thread-column, --label-column).", error.Message);
    }

    [Theory]
    [InlineData("a.csv", "id,text\n1,ok\n2,caf\xE9\n", "(3): The record is not valid UTF-8. Save the file as UTF-8.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"ok\"}\n{\"id\": 2, \"text\": \"caf\xE9\"}\n", "(2): The line is not valid UTF-8. Save the file as UTF-8.")]
    [InlineData("a.csv", "i\0d\0,\0t\0e\0x\0t\0\n\0", ": The file is not text: it is full of NUL bytes. Expected UTF-8, or UTF-16 with a byte order mark; save it so.")]
    [InlineData("a.csv", "\x1F\x8B\x08", ": The file is compressed with gzip. Let its name end in .gz.")]
    public async Task Bytes_that_are_not_text_are_refused(string name, string latin1, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.WriteBytes(name, Encoding.Latin1.GetBytes(latin1));

        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(path));

        Assert.Equal(path + message, error.Message);
    }

    [Theory]
    [InlineData("a.csv.gz")]
    [InlineData("a.jsonl.gz")]
    public async Task Compressed_file_that_is_cut_or_changed_is_refused(string name)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(3);
        var rows = Enumerable.Range(0, 5000).Select(i => (i, random.Next()));
        var whole = CorpusFiles.Gzip(name.Contains("csv", StringComparison.Ordinal)
            ? "id,text\n" + string.Concat(rows.Select(row => $"{row.Item1},{row.Item2}\n"))
            : string.Concat(rows.Select(row => $"{{\"id\": {row.Item1}, \"text\": \"{row.Item2}\"}}\n")));
        Assert.Equal(5000, (await CorpusFiles.ReadAsync(folder.WriteBytes(name, whole))).Count);

        foreach (var length in new[] { 5, 15, whole.Length / 2, whole.Length - 9, whole.Length - 4, whole.Length - 1 })
        {
            folder.WriteBytes(name, whole[..length]);
            var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(folder.File(name)));
            Assert.Contains("The compressed data are damaged or cut here or soon after.", error.Message, StringComparison.Ordinal);
        }

        var wrongSum = (byte[])whole.Clone();
        wrongSum[^7] ^= 0x55;
        folder.WriteBytes(name, wrongSum);
        await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(folder.File(name)));
    }

    [Theory]
    [InlineData("a.csv", "id,text\n1,\"", "(2): The record is longer than 64 MiB. Check it for a quote that is not closed or line breaks that are missing.")]
    [InlineData("a.jsonl", "{\"id\": 1, \"text\": \"", "(1): The record is longer than 64 MiB. Check it for a quote that is not closed or line breaks that are missing.")]
    public async Task Record_without_end_stops_before_it_fills_the_memory(string name, string start, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.WriteBytes(name, Encoding.UTF8.GetBytes(start));
        using (var file = new FileStream(path, FileMode.Append))
        {
            var piece = new byte[1 << 20];
            piece.AsSpan().Fill((byte)'x');
            for (var i = 0; i < 160; i++)
            {
                file.Write(piece);
            }
        }

        var before = GC.GetTotalAllocatedBytes();
        var error = await Assert.ThrowsAsync<InputException>(async () => await CorpusFiles.ReadAsync(path));

        Assert.Equal(path + message, error.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000);
    }

    [Fact]
    public void Missing_files_and_empty_folders_fail_at_the_call()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("empty"));

        string Message(string name) => Assert.Throws<InputException>(() => CorpusReader.ReadAsync([folder.File(name)], new PostColumns())).Message;

        Assert.Equal($"{folder.File("none.csv")}: There is no such file. Check the path.", Message("none.csv"));
        Assert.Equal($"{folder.File("empty")}: The folder holds no file of a known kind. Expected .json, .jsonl, .ndjson, .csv, .tsv or .xml, each also with .gz or .zst, .parquet, .xlsx, .sqlite or .db, and .zip, .tar, .tar.gz, .tgz or .tar.zst.", Message("empty"));
    }
}
