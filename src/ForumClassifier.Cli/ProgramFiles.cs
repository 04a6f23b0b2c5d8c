namespace ForumClassifier.Cli;

/// <summary>Files that come with the program: encoders, and the labelled data of the quickstart.</summary>
internal static class ProgramFiles
{
    public const string DefaultEncoder = "all-MiniLM-L6-v2";

    /// <summary>The path of a file or folder under the working folder, or under the folder of the program or of its repository; null where it is nowhere.</summary>
    public static string? Find(params string[] parts)
    {
        var relative = Path.Combine(parts);
        return Folders().Select(folder => Path.Combine(folder, relative)).FirstOrDefault(Path.Exists);
    }

    /// <summary>The folder of an encoder: a path as it is, a name under <c>models/encoders</c>.</summary>
    public static string EncoderFolder(string nameOrPath) =>
        Directory.Exists(nameOrPath) ? nameOrPath : Find("models", "encoders", nameOrPath) ?? nameOrPath;

    private static IEnumerable<string> Folders()
    {
        yield return Environment.CurrentDirectory;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
