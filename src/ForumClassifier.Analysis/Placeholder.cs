namespace ForumClassifier.Analysis;

internal static class Placeholder;
