namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>Runs of the program that are to be refused: by this exit code, with this message alone, and nothing written.</summary>
internal static class Refusal
{
    /// <param name="message">All of standard error but the last line break, so that it holds no stack trace and no text of a post.</param>
    /// <param name="output">All of standard output.</param>
    public static async Task AssertAsync(TemporaryFolder folder, int exitCode, string message, string[] arguments, string output = "")
    {
        var before = Entries(folder.Path);

        var run = await BuiltProgram.RunAsync(folder.Path, arguments);

        Assert.Equal(message + "\n", run.Error);
        Assert.Equal((exitCode, output), (run.ExitCode, run.Output));
        Assert.Equal(before, Entries(folder.Path));
    }

    /// <summary>What lies in a folder, with the length of files.</summary>
    public static IReadOnlyList<string> Entries(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .Select(entry => $"{Path.GetRelativePath(folder, entry.FullName)} {(entry as FileInfo)?.Length}")
            .Order(StringComparer.Ordinal)];
}
