namespace ForumClassifier.Tests.TestSupport;

/// <summary>A folder that lives as long as its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("forum-classifier-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>True where a folder in it holds a file of such a name, with <c>*</c> for anything.</summary>
    public bool Holds(string folder, string name) => Directory.Exists(File(folder)) && Directory.EnumerateFiles(File(folder), name).Any();

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string content)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!); // a file in a folder has one
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
