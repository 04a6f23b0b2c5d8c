using System.Runtime.InteropServices;

namespace ForumClassifier.Modeling.Native;

/// <summary>The C library's heap, from which torch takes the memory of its tensors on a CPU.</summary>
internal static partial class NativeHeap
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD
    private const int TopPad = -2;        // M_TOP_PAD
    private const int MapThreshold = -3;  // M_MMAP_THRESHOLD

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

    /// <summary>
    /// Keeps free memory until <see cref="Trim"/>. Results of one size come and go with each layer; handed back and asked for again, their
    /// pages cost a tenth of the time. Only for work whose sizes are bounded.
    /// </summary>
    public static void Keep()
    {
        if (_canTrim)
        {
            try
            {
                _ = MallocOption(MapThreshold, 32 << 20);
                _ = MallocOption(TrimThreshold, 512 << 20);
                _ = MallocOption(TopPad, 64 << 20); // else a thread whose memory ends near a multiple of 64 MB has the last piece unmapped and mapped all the time
            }
            catch (EntryPointNotFoundException)
            {
                _canTrim = false;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int name, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint pad);
}
