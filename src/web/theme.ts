/**
 * The theme by choice: as the system says, light, or dark. A classic script without imports, so that
 * it runs before the first paint, and on pages that need no other script.
 */
{
  const CHOICES = ['auto', 'light', 'dark'] as const
  type Choice = (typeof CHOICES)[number]
  const KEY = 'theme'

  const chosen = (): Choice => {
    try {
      return CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? 'auto'
    } catch {
      return 'auto' // Storage may be forbidden; the choice then holds for this page only.
    }
  }

  const apply = (choice: Choice): void => {
    if (choice === 'auto') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = choice
  }

  let current = chosen()
  apply(current)

  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme')
    if (!button) return
    const say = () => {
      button.textContent = `${current.charAt(0).toUpperCase()}${current.slice(1)}`
      button.ariaLabel = `Theme: ${current}`
    }
    button.hidden = false
    say()
    button.addEventListener('click', () => {
      current = CHOICES[(CHOICES.indexOf(current) + 1) % CHOICES.length] ?? 'auto'
      apply(current)
      say()
      try {
        localStorage.setItem(KEY, current)
      } catch {
        // As above: without storage the choice holds for this page only.
      }
    })
  })
}
