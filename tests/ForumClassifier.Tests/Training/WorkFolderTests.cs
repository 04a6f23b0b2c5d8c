using ForumClassifier.Core.Files;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;

namespace ForumClassifier.Tests.Training;

public sealed class WorkFolderTests : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new() { ["Seed"] = "1", ["Epochs"] = "20" };

    private readonly TemporaryFolder _folder = new();

    private string Output => _folder.File("my-model");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_model_appears_when_it_is_whole_and_nothing_else_stays()
    {
        var work = Open();
        _folder.Write("my-model.partial/model/classifier.json", "{}");
        _folder.Write("my-model.partial/measured/epoch-0001/state.json", "{}");
        Assert.False(Directory.Exists(Output));

        work.Finish();

        Assert.Equal(("my-model", false), (work.Name, work.IsResumed));
        Assert.Equal([Output], Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.True(File.Exists(Path.Combine(Output, "classifier.json")));
    }

    [Fact]
    public void The_same_command_goes_on()
    {
        Open();
        _folder.Write("my-model.partial/measured/epoch-0001/state.json", "kept");

        Assert.True(Open().IsResumed);
        Assert.True(Open(resume: true).IsResumed);
        Assert.True(File.Exists(Path.Combine(Open().Checkpoints("measured"), "epoch-0001", "state.json")));
        Assert.Equal("my-model", WorkFolder.Open(Output + "/", Settings, overwrite: false, resume: true).Name);
    }

    [Fact]
    public void Another_command_is_refused_with_its_differences()
    {
        Open();
        var changed = new Dictionary<string, string> { ["Seed"] = "2", ["Epochs"] = "20", ["Refit"] = "False" };

        var e = Assert.Throws<WorkFolderException>(() => WorkFolder.Open(Output, changed, overwrite: false, resume: false));

        Assert.Equal($"{Output}.partial: An interrupted training was begun differently:\n  Seed: 1 then, 2 now\n  Refit: not set then, False now\n"
            + "Repeat that command to go on with it, or begin anew with --overwrite.", e.Message);
    }

    [Fact]
    public void Overwriting_begins_anew_and_replaces_the_model()
    {
        Open();
        _folder.Write("my-model.partial/measured/epoch-0001/state.json", "old");
        _folder.Write("my-model/classifier.json", "old");

        var work = WorkFolder.Open(Output, new Dictionary<string, string> { ["Seed"] = "2" }, overwrite: true, resume: false);
        Assert.False(work.IsResumed);
        Assert.Equal(["run.json"], Directory.EnumerateFileSystemEntries(Output + ".partial").Select(Path.GetFileName));
        Assert.True(File.Exists(Path.Combine(Output, "classifier.json"))); // until the new one is there

        _folder.Write("my-model.partial/model/config.json", "new");
        work.Finish();
        Assert.Equal(["config.json"], Directory.EnumerateFileSystemEntries(Output).Select(Path.GetFileName));
    }

    [Fact]
    public void A_model_that_exists_is_not_replaced_unasked()
    {
        _folder.Write("my-model/classifier.json", "{}");

        var e = Assert.Throws<WorkFolderException>(() => Open());

        Assert.Equal($"{Output}: The model folder exists and is not empty. Expected a new folder. Choose another --output, or replace it with --overwrite.", e.Message);
    }

    [Fact]
    public void Nothing_to_resume_is_said()
    {
        var e = Assert.Throws<WorkFolderException>(() => Open(resume: true));

        Assert.Equal($"{Output}.partial: There is no interrupted training here to resume. Leave --resume out to begin one.", e.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_training_that_failed_before_its_first_checkpoint_leaves_nothing()
    {
        var work = Open();
        _folder.Write("my-model.partial/measured/epoch-0001.partial/state.json", "{}");

        work.DiscardUnlessSaved();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_training_that_failed_later_can_go_on()
    {
        var work = Open();
        _folder.Write("my-model.partial/measured/epoch-0001/state.json", "{}");

        work.DiscardUnlessSaved();

        Assert.True(Open(resume: true).IsResumed);
    }

    [Fact]
    public void A_damaged_record_is_said()
    {
        Open();
        var run = _folder.Write("my-model.partial/run.json", "{");

        var e = Assert.Throws<WorkFolderException>(() => Open());

        Assert.StartsWith($"{run}: It is damaged (", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("). Begin anew with --overwrite.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_said()
    {
        _folder.Write("file", "");

        var e = Assert.Throws<OutputException>(() => WorkFolder.Open(_folder.File("file/my-model"), Settings, overwrite: false, resume: false));

        Assert.StartsWith($"{_folder.File("file/my-model.partial")}: It could not be written (", e.Message, StringComparison.Ordinal);
    }

    private WorkFolder Open(bool resume = false) => WorkFolder.Open(Output, Settings, overwrite: false, resume);
}
