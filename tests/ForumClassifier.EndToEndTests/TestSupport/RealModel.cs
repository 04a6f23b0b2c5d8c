namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>The issues of one project of the NLBSE'24 data, and a model of them, trained when it is first asked for.</summary>
public sealed class RealModel : IDisposable
{
    private const string Project = "facebook/react";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<string>> _training;

    public RealModel() => _training = new Lazy<Task<string>>(RunAsync);

    /// <summary>300 issues with the columns <c>id, repo, created_at, title, body, label</c>.</summary>
    public string TestData => _folder.File("test.csv");

    public void Dispose() => _folder.Dispose();

    /// <summary>The folder of the model; skips the test where there are no data.</summary>
    public Task<string> TrainAsync() => _training.Value;

    private async Task<string> RunAsync()
    {
        foreach (var name in new[] { "train.csv", "test.csv" })
        {
            var records = CsvRecords.Of(SharedData.Require("data", "nlbse24", name)).ToList();
            File.WriteAllText(_folder.File(name), string.Concat([records[0], .. records.Skip(1).Where(record => record.Split(',', 3)[1] == Project)]));
        }

        using var child = BuiltProgram.StartOnAllCores(_folder.Path,
            "train", "--labeled-data", "train.csv", "--test-data", "test.csv", "--text-column", "title", "--text-column", "body", "--label-column", "label", "--epochs", "4", "--output", "model");
        var run = await child.WaitAsync();
        Assert.True(run.ExitCode == 0, run.Error);
        return _folder.File("model");
    }
}
