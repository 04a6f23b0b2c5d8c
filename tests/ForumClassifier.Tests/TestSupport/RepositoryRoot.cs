namespace ForumClassifier.Tests.TestSupport;

/// <summary>The folder that holds <c>ForumClassifier.sln</c>.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "ForumClassifier.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"There is no ForumClassifier.sln above {AppContext.BaseDirectory}.");
    }
}
