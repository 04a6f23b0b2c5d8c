namespace ForumClassifier.Training;

internal static class Placeholder;
