namespace ForumClassifier.Cli;

/// <summary>How this program is started a second time.</summary>
internal static class OwnProgram
{
    /// <summary>The file and its first arguments: the program itself, or <c>dotnet</c> and the program's library.</summary>
    public static IReadOnlyList<string> Command { get; } = Find();

    private static List<string> Find()
    {
        var process = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not say which program this is.");
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Path.Combine(AppContext.BaseDirectory, "forum-classifier.dll")] : [process];
    }
}
