using System.Text;
using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Tests.Corpora.Tables;

public class WholeGzipStreamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Whole_file_comes_out_whole(int length)
    {
        var content = Text(length);
        byte[] twoMembers = [.. CorpusFiles.Gzip(content), .. CorpusFiles.Gzip(content)];

        using var sync = new StreamReader(new WholeGzipStream(new MemoryStream(CorpusFiles.Gzip(content))));
        using var joined = new StreamReader(new WholeGzipStream(new MemoryStream(twoMembers)));

        Assert.Equal(content, sync.ReadToEnd());
        Assert.Equal(content + content, await joined.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(2000)]
    public void File_cut_anywhere_is_refused_and_gives_nothing_that_was_not_in_it(int length)
    {
        var content = Text(length);
        var whole = CorpusFiles.Gzip(content);

        for (var cut = 1; cut < whole.Length; cut++)
        {
            using var stream = new WholeGzipStream(new MemoryStream(whole[..cut]));
            var read = new MemoryStream();
            Assert.Throws<InvalidDataException>(() => stream.CopyTo(read));
            Assert.StartsWith(Encoding.ASCII.GetString(read.ToArray()), content, StringComparison.Ordinal);
        }
    }

    private static string Text(int length)
    {
        var random = new Random(length);
        return string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(20))));
    }
}
