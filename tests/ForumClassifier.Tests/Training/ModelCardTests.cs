using ForumClassifier.Analysis.Metrics;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Modeling.Models;
using ForumClassifier.Training;
using ForumClassifier.Training.FineTuning;
using ForumClassifier.Training.Splits;

namespace ForumClassifier.Tests.Training;

public class ModelCardTests
{
    private const string Secret = "words that a person wrote";

    [Fact]
    public void A_card_says_what_the_model_is_how_good_and_what_for()
    {
        var (data, options, result) = Case(refit: true);

        Assert.Equal("""
            ---
            tags: [text-classification, forum-classifier]
            base_model: all-MiniLM-L6-v2
            ---

            # my-model

            Gives posts of a forum the codes of the taxonomy *made-up*, version 3
            (exactly one code a post; 2 codes).
            Fine-tuned from all-MiniLM-L6-v2 on 4 hand-coded posts. Longest input: 256 tokens; longer posts are cut.

            ## What it reads

            Title and body of a post as they were written; of HTML, the text without its tags. Nothing is dropped or masked.

            ## How good it is

            The figures are of the model before: trained on the training posts alone and measured on posts it was not trained on. The model in this folder was then trained again on all codings, for the 2 epochs that were best, with the same thresholds; it was not measured.

            Measured on 4 posts of 4 threads, 1 of them cut; 95 % intervals by bootstrap over threads.

            | | macro F1 | micro F1 | accuracy |
            | --- | --- | --- | --- |
            | this recipe | 0.733 | 0.750 | 0.750 |
            | n-grams and logistic regression (ML.NET) | 0.733 | 0.750 | 0.750 |
            | majority | 0.733 | 0.750 | 0.750 |

            | code | coded posts in the test | precision | recall | F1 |
            | --- | --- | --- | --- | --- |
            | The a\|b ones | 2 | 0.667 | 1.000 | 0.800 |
            | The c ones | 2 | 1.000 | 0.500 | 0.667 |

            ## What to keep in mind

            - Shares of codes counted from its predictions are biased by its errors, even where most predictions are right.
            - It knows the taxonomy as it was coded; a code with few examples is known badly (could not be measured: c).
            - Another forum, another time or another language can be harder than these figures say.
            - Do not judge persons by it.

            ## How it was made

            2 posts to learn from, 1 to choose the epoch by, 1 to measure on; posts of one thread stay together.
            Best epoch 2 of 3. Seed 1. Every option, the split and the hashes of data and encoder are in `training.json`, all figures in `metrics.json`.

            """, ModelCard.Write(data, options, result));
    }

    [Fact]
    public void A_card_says_what_becomes_of_each_kind_of_segment_and_what_is_masked()
    {
        var (data, options, result) = Case(refit: true);
        var template = new TextTemplate(
            new Dictionary<SegmentKind, SegmentTreatment> { [SegmentKind.Quote] = SegmentTreatment.Drop, [SegmentKind.Code] = SegmentTreatment.Mask, [SegmentKind.Log] = SegmentTreatment.Mask },
            [MaskedData.Emails, MaskedData.Names]);

        Assert.Contains("""

            ## What it reads

            Title and body of a post, the body in segments, alike in training and labelling. Kept: prose, link, image, mention, signature, greeting. Dropped: quote.
            A token in its place: code (`[CODE]`), log (`[LOG]`). Masked wherever they stand, in the title too: names (`[NAME]`), emails (`[EMAIL]`).

            """, ModelCard.Write(data, options, result with { Model = result.Model with { TextTemplate = template } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_training_again_the_figures_are_of_this_model() => Assert.Contains(
        "\nThe figures are of this model, on posts it was not trained on.\n", ModelCard.Write(Case(refit: false).Data, Case(refit: false).Options, Case(refit: false).Result), StringComparison.Ordinal);

    [Fact]
    public void No_card_quotes_a_post()
    {
        var (data, options, result) = Case(refit: true);

        Assert.DoesNotContain(Secret, ModelCard.Write(data, options, result), StringComparison.Ordinal);
    }

    private static (TrainingData Data, TrainingOptions Options, TrainingResult Result) Case(bool refit)
    {
        CodedText[] posts = [.. new[] { "a|b", "a|b", "c", "c" }.Select((code, i) => new CodedText($"p{i}", $"t{i}", Secret, [code], []))];
        var data = new TrainingData(CodedPosts.Taxonomy(Assignment.Single, "a|b", "c"), posts, testPosts: null);
        int[] said = [0, 0, 0, 1];
        var report = EvaluationReport.Of(
            [.. posts.Select((post, i) => new EvaluatedPost(post.PostId, post.ThreadId, [i / 2], [said[i]], [0.5f, 0.5f], Truncated: i == 0))],
            data.Codes, Assignment.Single, tooRare: new HashSet<string>(), resamples: 0, seed: 0);
        var description = new ClassifierDescription
        {
            Name = "my-model",
            Taxonomy = data.Taxonomy,
            Codes = [.. data.Codes],
            Pooling = Pooling.Mean,
            TextTemplate = TextTemplate.TitleAndBody,
            MaxTokens = 256,
            Thresholds = null,
        };
        EpochLog[] epochs = [.. Enumerable.Range(1, 3).Select(epoch => new EpochLog(epoch, 1, 1, 0.5, 0.1))];
        return (data, TrainingOptions.For("all-MiniLM-L6-v2", Assignment.Single), new TrainingResult(
            description, new DataSplit(posts[..2], posts[2..3], posts[3..]), epochs, 2, refit ? epochs[..2] : null, new HashSet<string> { "c" }, report, report, report, TimeSpan.FromSeconds(1)));
    }
}
