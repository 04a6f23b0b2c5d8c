using ForumClassifier.Core.Codings;
using ForumClassifier.Training;
using ForumClassifier.Training.Baselines;

namespace ForumClassifier.Tests.Training;

public class CrossValidationTests
{
    [Theory]
    [InlineData(Assignment.Single)]
    [InlineData(Assignment.Multiple)]
    public void Folds_hold_every_post_once_and_no_thread_twice(Assignment assignment)
    {
        var posts = CodedPosts.Random(assignment, 200, seed: 4);

        var folds = CrossValidation.Folds(posts, folds: 5, seed: 1);

        Assert.Equal(posts.Select(post => post.PostId).Order(StringComparer.Ordinal), folds.SelectMany(fold => fold).Select(post => post.PostId).Order(StringComparer.Ordinal));
        Assert.All(posts.Select(post => post.ThreadId).Distinct(), thread => Assert.Single(folds, fold => fold.Any(post => post.ThreadId == thread)));
        Assert.All(folds, fold => Assert.InRange(fold.Count, 32, 48));
        var frequent = posts.Count(post => post.Codes.Contains("c0")) / 5.0;
        Assert.All(folds, fold => Assert.InRange(fold.Count(post => post.Codes.Contains("c0")), frequent - 6, frequent + 6)); // a thread has up to 6 posts
        Assert.Equal(folds.SelectMany(fold => fold), CrossValidation.Folds(posts, 5, seed: 1).SelectMany(fold => fold));
        Assert.NotEqual(folds.SelectMany(fold => fold), CrossValidation.Folds(posts, 5, seed: 2).SelectMany(fold => fold));
    }

    [Fact]
    public void Each_post_is_judged_by_a_model_that_did_not_see_its_thread()
    {
        var posts = CodedPosts.Random(Assignment.Single, 100, seed: 4);
        var folds = CrossValidation.Folds(posts, folds: 4, seed: 1);
        List<int> order = [];

        var evaluated = CrossValidation.Run(folds, (fold, training) =>
        {
            order.Add(fold);
            Assert.Empty(training.Select(post => post.ThreadId).Intersect(folds[fold].Select(post => post.ThreadId)));
            Assert.Equal(100, training.Count + folds[fold].Count);
            return MajorityBaseline.Train(training, new CodeSet(Enumerable.Range(0, 6).Select(code => $"c{code}")), Assignment.Single);
        }, TestContext.Current.CancellationToken);

        Assert.Equal([0, 1, 2, 3], order);
        Assert.Equal(folds.SelectMany(fold => fold).Select(post => post.PostId), evaluated.Select(post => post.PostId));
    }

    [Fact]
    public void A_fold_whose_model_never_saw_a_code_is_measured_all_the_same()
    {
        CodedText[] posts = [.. Enumerable.Range(0, 12).Select(i => new CodedText($"p{i}", $"t{i}", "text", [i == 0 ? "rare" : "frequent"], []))];
        var codes = new CodeSet(["frequent", "rare"]);

        var evaluated = CrossValidation.Run(CrossValidation.Folds(posts, 3, seed: 1), (_, training) => MajorityBaseline.Train(training, codes, Assignment.Single), TestContext.Current.CancellationToken);

        Assert.Equal(12, evaluated.Count);
        Assert.All(evaluated, post => Assert.Equal(2, post.Probabilities.Count));
    }

    [Fact]
    public void One_fold_is_none() => Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.Folds([], folds: 1, seed: 1));
}
