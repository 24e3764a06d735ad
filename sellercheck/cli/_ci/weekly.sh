check() {
  if [ -f sellercheck-lists.zip ]; then sellercheck lists import sellercheck-lists.zip --key "$KEY"; fi
  if [ "$1" = newest ]; then sellercheck lists update --mirror "$MIRROR" --key "$KEY"; fi
  # 3: a row could not be read; told in the report, and the same in both.
  sellercheck check listings/ -q --fail-on never -f "json=$work/$1.json" || [ $? -eq 3 ]
}
work=$(mktemp -d)
export SELLERCHECK_DATA="$work/pinned-data"
check pinned
export SELLERCHECK_DATA="$work/newest-data"
check newest
status=0
sellercheck diff "$work/pinned.json" "$work/newest.json" -o changes.txt || status=$?
cat changes.txt
sellercheck lists export sellercheck-lists.zip
