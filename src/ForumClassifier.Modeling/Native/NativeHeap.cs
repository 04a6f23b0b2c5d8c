using System.Runtime.InteropServices;

namespace ForumClassifier.Modeling.Native;

/// <summary>The C library's heap, from which torch takes the memory of its tensors on a CPU.</summary>
internal static partial class NativeHeap
{
    private static bool _canTrim = OperatingSystem.IsLinux();

    /// <summary>
    /// Gives free memory back to the system. Batches of ever other shapes leave holes in glibc's heap, and a process that labels a
    /// forum would grow with it. Other C libraries have no such call and need none.
    /// </summary>
    public static void Trim()
    {
        if (_canTrim)
        {
            try
            {
                _ = MallocTrim(0);
            }
            catch (EntryPointNotFoundException)
            {
                _canTrim = false;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
