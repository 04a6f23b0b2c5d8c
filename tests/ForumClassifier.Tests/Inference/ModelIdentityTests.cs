using ForumClassifier.Corpora;
using ForumClassifier.Inference;
using ForumClassifier.Inference.Runs;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Inference;

public class ModelIdentityTests
{
    [Fact]
    public async Task Hash_of_a_file_is_that_of_the_standard()
    {
        using var folder = new TemporaryFolder();

        var hash = await FileHash.OfFileAsync(folder.Write("a", "abc"), TestContext.Current.CancellationToken);

        // FIPS 180-2, appendix B.1
        Assert.Equal(new FileHash(1, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), hash);
    }

    [Fact]
    public async Task Hash_of_a_folder_is_that_of_a_list_of_its_files()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b", "abc");
        folder.Write("a/c", "");

        var model = await ModelIdentity.OfFolderAsync("m", folder.Path, TestContext.Current.CancellationToken);

        // printf 'a/c\0%s\0%s\nb\0%s\0%s\n' 0 e3b0... 3 ba78... | sha256sum
        Assert.Equal(new ModelIdentity("m", "165b2d74a82de1d0ef5a8925521ed71718c3bcd5f8cf115fb338a9162cd8d2b5"), model);
    }

    [Fact]
    public async Task Every_change_of_a_folder_changes_its_hash()
    {
        using var folder = new TemporaryFolder();
        folder.Write("config.json", "{}");
        var seen = new List<string> { await HashAsync(folder) };

        folder.Write("config.json", "[]");
        seen.Add(await HashAsync(folder));
        File.Move(folder.File("config.json"), folder.File("other.json"));
        seen.Add(await HashAsync(folder));
        folder.Write("empty", "");
        seen.Add(await HashAsync(folder));
        folder.Write("1_Pooling/config.json", "");
        seen.Add(await HashAsync(folder));

        Assert.Equal(seen, seen.Distinct());
        Assert.Equal(seen[^1], await HashAsync(folder));
    }

    [Fact]
    public async Task Missing_folder_is_refused()
    {
        using var folder = new TemporaryFolder();

        var error = await Assert.ThrowsAsync<InputException>(() => ModelIdentity.OfFolderAsync("m", folder.File("none"), TestContext.Current.CancellationToken));

        Assert.StartsWith(folder.File("none") + ": It could not be read (", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> HashAsync(TemporaryFolder folder) =>
        (await ModelIdentity.OfFolderAsync("m", folder.Path, TestContext.Current.CancellationToken)).Sha256;
}
