using ForumClassifier.Core;

namespace ForumClassifier.Training.Splits;

/// <summary>The labelled data cannot be split by thread.</summary>
public sealed class SplitException(int threads, int posts, int neededThreads) : ForumClassifierException(
    $"The labelled data has {posts} posts in {threads} {(threads == 1 ? "thread" : "threads")}: too few to keep training, validation and test posts apart. "
    + $"Expected at least {neededThreads} threads, each code in one that can be trained on. Code more threads, or leave --thread-column out if the posts do not answer one another.");
