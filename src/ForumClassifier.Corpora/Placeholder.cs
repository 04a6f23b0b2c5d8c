namespace ForumClassifier.Corpora;

internal static class Placeholder;
