namespace ForumClassifier.Tests.TestSupport;

/// <summary>The encoder that <c>train</c> uses when none is named.</summary>
internal static class DefaultEncoder
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "models", "encoders", "all-MiniLM-L6-v2");
}
