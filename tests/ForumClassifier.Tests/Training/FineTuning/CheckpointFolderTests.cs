using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.Modeling;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training.FineTuning;

public sealed class CheckpointFolderTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private static readonly LearningRateSchedule Schedule = new(1e-2, WarmupSteps: 0, TotalSteps: 100);

    private readonly TemporaryFolder _folder = new();
    private readonly PretrainedEncoder _encoder;
    private readonly CheckpointFolder _checkpoints;

    public CheckpointFolderTests()
    {
        _encoder = PretrainedEncoder.Load(TinyEncoder.Write(_folder, dropout: 0.1));
        _checkpoints = new CheckpointFolder(_folder.File("work"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_is_nothing_to_go_on_with_at_first() => Assert.Null(_checkpoints.Find());

    [Fact]
    public void Going_on_is_as_if_nothing_had_happened()
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Train(model, step, first: 0, count: 3);
        var state = State(1);
        _checkpoints.Save(state, model, step.Optimizer);
        Train(model, step, first: 3, count: 4);
        using var another = NewModel(seed: 99);
        using var anotherStep = NewStep(another);
        Train(another, anotherStep, first: 0, count: 2); // moments and random numbers of its own

        var found = _checkpoints.Find();
        _checkpoints.Restore(found!, another, anotherStep.Optimizer); // there is one
        Train(another, anotherStep, first: 3, count: 4);

        Assert.Equal(state.Epochs, found!.Epochs);
        Assert.Equal((state.BestEpoch, state.IsFinished), (found.BestEpoch, found.IsFinished));
        Assert.Equal(Weights(model), Weights(another));
    }

    [Fact]
    public void Only_the_newest_epoch_and_the_best_weights_stay()
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1), State(1, 2), State(2, 2, 2));

        Assert.Equal(["best-0002.safetensors", "epoch-0003"], Entries());
        Assert.Equal(["checksums.json", "optimizer.bin", "random.safetensors", "state.json", "weights.safetensors"],
            Directory.EnumerateFiles(_folder.File("work/epoch-0003")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_best_weights_are_those_of_the_best_epoch()
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1), State(1, 2));
        var best = Weights(model);
        Save(model, step, State(1, 2, 2));

        Assert.NotEqual(best, Weights(model));
        _checkpoints.LoadBest(_checkpoints.Find()!, model);
        Assert.Equal(best, Weights(model));
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("optimizer.bin")]
    [InlineData("state.json.partial")]
    public void What_a_kill_left_half_written_is_not_taken_for_an_epoch(string lastFile)
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1), State(1, 2));
        var best = Weights(model);
        _folder.Write($"work/epoch-0003.partial/{lastFile}", "cut");
        _folder.Write("work/best-0003.safetensors", "cut");

        var found = _checkpoints.Find()!;
        _checkpoints.Restore(found, model, step.Optimizer);
        _checkpoints.LoadBest(found, model);
        Assert.Equal(2, found.Epochs.Count);
        Assert.Equal(best, Weights(model));

        Save(model, step, State(1, 2, 3)); // the epoch done again
        Assert.Equal(["best-0003.safetensors", "epoch-0003"], Entries());
        _checkpoints.LoadBest(_checkpoints.Find()!, model);
    }

    [Fact]
    public void What_a_kill_left_undeleted_is_not_taken_for_the_newest()
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1), State(1, 2));
        _folder.Write("work/epoch-0001/optimizer.bin", "the rest of it is deleted");

        Assert.Equal(2, _checkpoints.Find()!.Epochs.Count);
    }

    [Theory]
    [InlineData("epoch-0002/state.json", "state.json is")]
    [InlineData("epoch-0002/optimizer.bin", "optimizer.bin is")]
    [InlineData("epoch-0002/weights.safetensors", "weights.safetensors is")]
    [InlineData("epoch-0002/random.safetensors", "random.safetensors is")]
    [InlineData("epoch-0002/checksums.json", "checksums.json is")]
    [InlineData("best-0001.safetensors", "../best-0001.safetensors is")]
    [InlineData("epoch-0002/state.json epoch-0002/optimizer.bin", "optimizer.bin, state.json are")]
    public void A_damaged_checkpoint_is_said_with_what_to_do(string files, string what)
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1), State(1, 1));
        foreach (var file in files.Split(' '))
        {
            Damage(_folder.File($"work/{file}"));
        }

        var alone = Assert.Throws<WorkFolderException>(_checkpoints.Find);
        Directory.CreateDirectory(_folder.File("work/epoch-0001")); // a kill between saving and deleting leaves it
        var withEarlier = Assert.Throws<WorkFolderException>(_checkpoints.Find);

        Assert.Equal($"{_folder.File("work/epoch-0002")}: The checkpoint is damaged: {what} not as saved. Begin anew with --overwrite.", alone.Message);
        Assert.Equal($"{_folder.File("work/epoch-0002")}: The checkpoint is damaged: {what} not as saved. Delete this folder to go on from the checkpoint before it, or begin anew with --overwrite.", withEarlier.Message);
    }

    [Theory]
    [InlineData("state.json")]
    [InlineData("optimizer.bin")]
    [InlineData("checksums.json")]
    public void A_checkpoint_that_lost_a_file_is_damaged(string file)
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1));
        File.Delete(_folder.File($"work/epoch-0001/{file}"));

        Assert.Equal($"{_folder.File("work/epoch-0001")}: The checkpoint is damaged: {file} is not as saved. Begin anew with --overwrite.", Assert.Throws<WorkFolderException>(_checkpoints.Find).Message);
    }

    [Fact]
    public void Saving_and_going_on_leave_no_tensor_behind()
    {
        using var model = NewModel(seed: 1);
        using var step = NewStep(model);
        Save(model, step, State(1));
        var before = Tensor.TotalCount;

        _checkpoints.Save(State(1, 2), model, step.Optimizer);
        _checkpoints.LoadBest(State(1, 2), model);

        Assert.Equal(before, Tensor.TotalCount);
    }

    private string[] Entries() => [.. Directory.EnumerateFileSystemEntries(_folder.File("work")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static void Damage(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length / 2);
    }

    private void Save(SequenceClassifier model, TrainStep step, params TrainingState[] states)
    {
        foreach (var state in states)
        {
            Train(model, step, first: state.Epochs.Count, count: 1);
            _checkpoints.Save(state, model, step.Optimizer);
        }
    }

    // The last number is the best epoch, and there are as many epochs as numbers.
    private static TrainingState State(params int[] best) =>
        new([.. best.Select((_, index) => new EpochLog(index + 1, 0.25 / (index + 1), 1.0 / 3, null, null))], best[^1], IsFinished: false);

    private SequenceClassifier NewModel(int seed)
    {
        manual_seed(seed);
        var model = _encoder.CreateClassifier(2, CPU);
        model.train();
        return model;
    }

    private static TrainStep NewStep(SequenceClassifier model) => new(model, Schedule, weightDecay: 0.01, maxGradientNorm: 1);

    private static void Train(SequenceClassifier model, TrainStep step, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            using var batch = TokenBatch.Pad([[2, 5 + i, 17, 3], [2, 6 + i, 3]], paddingId: 0, CPU);
            step.Run(i, () => ClassificationLoss.Of(Assignment.Single, model.call(batch), tensor(new float[] { 1, 0, 0, 1 }, [2, 2]), weights: null));
        }
    }

    private static byte[] Weights(SequenceClassifier model) => [.. CheckpointLoading.Named(model).SelectMany(entry => entry.Tensor.bytes.ToArray())];
}
