using ForumClassifier.Core.Codings;
using ForumClassifier.Modeling.Encoders;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Tests.Modeling;
using ForumClassifier.Tests.TestSupport;
using ForumClassifier.Training;
using ForumClassifier.Training.FineTuning;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Training;

public sealed class WarmStartTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private static readonly TaxonomyChange Merge = new(2, ChangeKind.Merge, ["red", "blue"], ["violet"], null, null, "");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.First)] // with a pooler, which is part of the head and kept
    public void A_surviving_code_has_the_models_logits_and_a_merged_one_their_mean(Pooling pooling)
    {
        var folder = Model(pooling);
        var from = WarmStart.Load(folder, Data("violet", "new", "green"));
        manual_seed(7);
        using var model = from.Encoder.CreateClassifier(3, CPU);
        using var fresh = from.Encoder.CreateClassifier(3, CPU);
        var before = Row(model, 1);

        from.Head().Apply(model.Head);

        using var scope = NewDisposeScope();
        using var older = PretrainedEncoder.Load(folder, pooling).CreateClassifier(3, CPU);
        new HeadStart(folder, [[0], [1], [2]]).Apply(older.Head);
        var (was, now) = (Logits(older), Logits(model));
        Assert.Equal([["red", "blue"], [], ["green"]], from.Origins);
        Assert.Equal((was[0] + was[2]) / 2, now[0], 1e-5f);
        Assert.Equal(was[1], now[2], 1e-5f);
        Assert.Equal(before, Row(model, 1));
        Assert.NotEqual(Row(fresh, 0), Row(model, 0));
    }

    [Fact]
    public void The_rows_are_those_of_the_file()
    {
        var folder = Model(Pooling.First);
        using var scope = NewDisposeScope();
        using var model = PretrainedEncoder.Load(folder).CreateClassifier(1, CPU);

        new HeadStart(folder, [[1]]).Apply(model.Head);

        var stored = Goldens.Read(Path.Combine(folder, "model.safetensors"), "classifier.weight"); // [3, D]
        Assert.Equal(stored[1].data<float>().ToArray(), Row(model, 0));
    }

    [Fact]
    public void Another_assignment_is_refused()
    {
        var folder = Model(Pooling.Mean);
        var data = new TrainingData(CodedPosts.Taxonomy(Assignment.Multiple, "red", "green", "blue", "rare"), CodedPosts.Learnable(Assignment.Multiple, 20), testPosts: null);

        var e = Assert.Throws<WarmStartException>(() => WarmStart.Load(folder, data));

        Assert.Equal($"{folder}: The model's assignment is single, that of the labelled data multiple. Start from a model of the same assignment, or leave --from out.", e.Message);
    }

    [Fact]
    public void A_newer_taxonomy_than_that_of_the_data_is_refused()
    {
        var folder = Model(Pooling.Mean, version: 3);

        var e = Assert.Throws<WarmStartException>(() => WarmStart.Load(folder, Data("red", "green")));

        Assert.Equal($"{folder}: The model knows version 3 of the taxonomy colours, the labelled data have the older version 2. Bring the labelled data to the model's version with taxonomy migrate, or start from an older model.", e.Message);
    }

    [Fact]
    public void The_posts_that_it_learnt_from_are_known_as_far_as_the_model_says()
    {
        var folder = Model(Pooling.Mean);
        IReadOnlySet<string> Learnt(string training)
        {
            File.WriteAllText(Path.Combine(folder, "training.json"), training);
            return WarmStart.Load(folder, Data("red", "green")).LearntFrom;
        }

        Assert.Empty(WarmStart.Load(folder, Data("red", "green")).LearntFrom);
        Assert.Equal(["a", "b"], Learnt("""{"refit_epochs": null, "split": {"training": ["a"], "validation": ["b"], "test": ["c"]}}""").Order());
        Assert.Equal(["a", "b", "c", "d"], Learnt("""{"refit_epochs": [], "from": {"posts": ["a", "d"]}, "split": {"training": ["a"], "validation": ["b"], "test": ["c"]}}""").Order());
        var e = Assert.Throws<ModelException>(() => Learnt("[]"));
        Assert.Equal($"{Path.Combine(folder, "training.json")}: It is not as train has written it. Copy the model folder again, or start from another.", e.Message);
    }

    [Fact]
    public void The_hash_changes_with_weights_and_codes_and_not_with_the_record()
    {
        var folder = Model(Pooling.Mean);
        string Hash() => WarmStart.Load(folder, Data("red", "green")).Hash();
        var first = Hash();
        File.WriteAllText(Path.Combine(folder, "MODEL_CARD.md"), "words");
        Assert.Equal(first, Hash());

        var description = ClassifierDescription.Load(folder);
        (description with { Codes = ["green", "red", "blue"] }).Save(folder);

        Assert.NotEqual(first, Hash());
    }

    private string Model(Pooling pooling, int version = 1) =>
        TinyEncoder.WriteModel(_folder, TinyEncoder.Describe(TinyEncoder.Single with { Version = version }) with { Pooling = pooling });

    private static TrainingData Data(params string[] codes) => new(
        CodedPosts.Taxonomy(Assignment.Single, codes) with { Name = "colours", Version = 2, Changes = [Merge] },
        [.. codes.Select((code, index) => new CodedText($"p{index}", $"t{index}", "w9", [code], []))],
        testPosts: null);

    private static float[] Row(SequenceClassifier model, int code)
    {
        using var scope = NewDisposeScope();
        return model.Head.weight[code].data<float>().ToArray();
    }

    private static float[] Logits(SequenceClassifier model)
    {
        model.eval();
        using var mode = inference_mode();
        using var batch = TokenBatch.Pad([[2, 9, 30, 3]], paddingId: 0, CPU);
        return model.call(batch).data<float>().ToArray();
    }
}
