namespace ForumClassifier.Modeling;

internal static class Placeholder;
