namespace ForumClassifier.Cli;

/// <summary>Files that come with the program: encoders, and the labelled data of the quickstart.</summary>
internal static class ProgramFiles
{
    public const string DefaultEncoder = "all-MiniLM-L6-v2";

    /// <summary>The path of a file or folder under the working folder, or under the folder of the program or of its repository; null where it is nowhere.</summary>
    public static string? Find(params string[] parts)
    {
        var relative = Path.Combine(parts);
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.FullName == Environment.CurrentDirectory ? new DirectoryInfo(AppContext.BaseDirectory) : folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The folder of an encoder: a path as it is, a name under <c>models/encoders</c>.</summary>
    public static string EncoderFolder(string nameOrPath) =>
        Directory.Exists(nameOrPath) ? nameOrPath : Find("models", "encoders", nameOrPath) ?? nameOrPath;
}
