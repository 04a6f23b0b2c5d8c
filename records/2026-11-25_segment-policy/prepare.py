# Tables for compare-segments. Usage: python3 prepare.py DATA OUT; OUT/json holds the unpacked topics of urho3d.
import csv, glob, json, os, random, sys
shared, out = sys.argv[1], sys.argv[2]
csv.field_size_limit(10**9)
rows = list(csv.DictReader(open(f'{shared}/nlbse24/train.csv', newline='')))
for repo in sorted({r['repo'] for r in rows}):
    with open(f'{out}/nlbse24-{repo.split("/")[1]}.csv', 'w', newline='') as f:
        w = csv.DictWriter(f, ['id', 'title', 'body', 'label'], lineterminator='\n'); w.writeheader()
        for r in rows:
            if r['repo'] == repo: w.writerow({k: r[k] for k in w.fieldnames})
with open(f'{out}/lowcode-so.csv', 'w', newline='') as f:
    w = csv.writer(f, lineterminator='\n'); w.writerow(['id', 'title', 'body', 'label'])
    for r in csv.DictReader(open(f'{shared}/lowcode-so/coded.csv', newline='')):
        w.writerow([r['id'], r['title'], r['body_html'], r['label']])
topics = sorted((json.load(open(p)) for p in glob.glob(f"{out}/json/*.json")), key=lambda t: t["id"])
random.Random(20261125).shuffle(topics)
with open(f'{out}/urho3d.csv', 'w', newline='') as f:
    w = csv.writer(f, lineterminator='\n'); w.writerow(['id', 'title', 'body', 'label'])
    for t in topics[:1000]:
        p = t['post_stream']['posts'][0]
        w.writerow([t['id'], t['title'], p['cooked'], f"category-{t['category_id']}"])
