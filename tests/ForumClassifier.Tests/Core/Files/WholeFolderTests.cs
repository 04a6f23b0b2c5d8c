using ForumClassifier.Core.Files;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Core.Files;

public sealed class WholeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_above_it_that_are_missing_are_made()
    {
        var path = Path.Combine(_folder.Path, "runs", "trends");

        new WholeFolder(path, overwrite: false).Write(partial => File.WriteAllText(Path.Combine(partial, "a.txt"), "a"));

        Assert.Equal(["a.txt"], Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName));
        Assert.False(Path.Exists(path + ".partial"));
    }

    [Fact]
    public void An_older_result_is_replaced_whole()
    {
        var path = Path.Combine(_folder.Path, "trends");
        new WholeFolder(path, overwrite: false).Write(partial => File.WriteAllText(Path.Combine(partial, "old.txt"), ""));

        new WholeFolder(path, overwrite: true).Write(partial => File.WriteAllText(Path.Combine(partial, "new.txt"), ""));

        Assert.Equal(["new.txt"], Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName));
    }
}
