namespace ForumClassifier.Tests.TestSupport;

/// <summary>Reference outputs and real data that may not be copied into the repository.</summary>
/// <remarks>They lie where <c>FORUMCLASSIFIER_SHARED</c> points, else in <c>../shared</c> beside the repository. CI fails without them.</remarks>
internal static class SharedData
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("FORUMCLASSIFIER_SHARED")
        ?? Path.GetFullPath(Path.Combine(RepositoryRoot.Path, "..", "shared"));

    /// <summary>The path of a file or folder there; skips the test where it is missing, or fails it under CI.</summary>
    public static string Require(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{path} is missing: CI needs the shared data.");
        }

        Assert.Skip($"Needs {string.Join('/', parts)} in ../shared or where FORUMCLASSIFIER_SHARED points.");
        return path; // not reached: Skip throws
    }
}
