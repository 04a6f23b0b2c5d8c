namespace ForumClassifier.Tests.TestSupport;

/// <summary>Reference outputs that lie in the repository, in <c>tests/ReferenceData</c>.</summary>
internal static class ReferenceData
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "ReferenceData");

    public static string File(params string[] parts) => Path.Combine([Folder, .. parts]);
}
